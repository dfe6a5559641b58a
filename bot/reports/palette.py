"""The colours of every picture, one palette a theme; a colour is named by what it says."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Palette:
    """Colours as CSS writes them.

    Attributes:
        ground: behind everything.
        surface: a chip or a card on the ground.
        hairline: the border of a surface, the outline of nothing.
        ink: text that is read first.
        quiet: text that is read second.
        passed: people who met the goal.
        on_passed: text upon them.
        passed_ink: text about them upon the ground.
        inside: people who are still in the stage.
        lost: people who left without the goal.
        money: what a stage brought.
        flow: the way of those who passed to the next stage.
    """

    ground: str
    surface: str
    hairline: str
    ink: str
    quiet: str
    passed: str
    on_passed: str
    passed_ink: str
    inside: str
    lost: str
    money: str
    flow: str


PALETTES = {
    "light": Palette(
        ground="#f7f8fc",
        surface="#ffffff",
        hairline="#d5daea",
        ink="#141a2e",
        quiet="#5d667d",
        passed="#3f5bf6",
        on_passed="#ffffff",
        passed_ink="#3a4fe0",
        inside="#aebcff",
        lost="#dde1ea",
        money="#0a7a55",
        flow="#ebeefc",
    ),
    "dark": Palette(
        ground="#10131f",
        surface="#1b2033",
        hairline="#343b55",
        ink="#f3f5fc",
        quiet="#a2abc4",
        passed="#5b74ff",
        on_passed="#ffffff",
        passed_ink="#a9b6ff",
        inside="#35448f",
        lost="#2c3247",
        money="#5fd6a3",
        flow="#1a2038",
    ),
}


def mixed(light: str, deep: str, part: float) -> str:
    """The colour that lies so far, 0..1, on the way from one to the other; both as `#rrggbb`."""
    pairs = ((int(light[at : at + 2], 16), int(deep[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(start + (end - start) * part):02x}" for start, end in pairs)


def readable(ground: str, *inks: str) -> str:
    """Which of the inks is read best upon the ground."""
    return max(inks, key=lambda ink: contrast(ground, ink))


def contrast(ground: str, ink: str) -> float:
    """How far apart two colours are, from 1 to 21, as WCAG 2.2 measures it."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)  # noqa: PLR2004  # of the definition
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
