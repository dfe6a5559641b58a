"""The colours of a map: one a kind of step, told apart on paper as well; text upon a ground is legible."""

from dataclasses import dataclass

from funnels.steps.base import Kind

INK = "#141a2e"
QUIET = "#5d667d"
LINE = "#8d96ac"
PAPER = "#ffffff"
FRAME = "#f4f6fb"


@dataclass(frozen=True, kw_only=True)
class Colour:
    """The pale ground of a step and the strong ink of its border, as CSS writes them."""

    ground: str
    ink: str


COLOURS: dict[Kind, Colour] = {
    "says": Colour(ground="#eaf2fe", ink="#1f5fc0"),
    "asks": Colour(ground="#f1ebfd", ink="#7446d1"),
    "sells": Colour(ground="#e6f6ec", ink="#167440"),
    "waits": Colour(ground="#fdf3df", ink="#8f5900"),
    "decides": Colour(ground="#fde9ef", ink="#c02f63"),
    "staff": Colour(ground="#e3f5f6", ink="#087a84"),
    "notes": Colour(ground="#eff1f5", ink="#5d667d"),
}
