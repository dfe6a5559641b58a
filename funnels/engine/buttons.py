"""What a button's data says: which journey, at which revision, which step and which button of it.

The person is known from the press itself, so the data needs no journey id; it stays far below Telegram's
64 bytes because funnels' names are at most 24 characters and steps are named by number.
"""

from typing import TYPE_CHECKING, NamedTuple, Self

from funnels.engine.limits import LABEL_LIMIT

if TYPE_CHECKING:
    from funnels.definition.script import Script
    from funnels.definition.text import Text
    from funnels.engine.effects.shown import Shared

MENU = "menu"
"""`menu.N` shows entry N of the menu, from any message, however old."""


class ScriptButton(NamedTuple):
    """A button as far as the script fixes it; the journey adds its values and where it stands."""

    text: "Text | str"
    """The marketer's label, or the bot's own words, in which nothing is filled in any more."""
    code: str
    url: str = ""
    direct: bool = False
    copy: "Text | None" = None
    web_app: str = ""
    shares: "Shared | None" = None


Keyboard = tuple[tuple[ScriptButton, ...], ...]
"""Buttons in rows."""


def settled(keyboard: Keyboard) -> Keyboard:
    """The same buttons; a label that names no value is worked out now instead of each time it is shown."""
    return tuple(tuple(map(_settled, row)) for row in keyboard)


def _settled(button: ScriptButton) -> ScriptButton:
    if isinstance(button.text, str) or button.text.all_variables:
        return button
    return button._replace(text=button.text.render({}, limit=LABEL_LIMIT) or button.text)


class ButtonRef(NamedTuple):
    """One button of one message: `part` is 0 for the step's own message, n for its n-th follow-up."""

    funnel: str
    run: int
    revision: int
    place: int
    """Number of the step in the script version the journey is pinned to."""
    part: int
    code: str
    """What it does there: a number for the step's own buttons, `skip`, `decline`, `pay.stars.0`…"""

    def __str__(self) -> str:
        return f"{self.funnel}:{self.run}:{self.revision}:{self.place}.{self.part}:{self.code}"

    @classmethod
    def parse(cls, data: str) -> Self | None:
        """The button a press names, or None for data that no button of ours carries."""
        try:
            funnel, run, revision, place_part, code = data.split(":")
            place, part = place_part.split(".")
            return cls(
                funnel=funnel,
                run=int(run),
                revision=int(revision),
                place=int(place),
                part=int(part),
                code=code,
            )
        except ValueError:
            return None


def menu_number(script: "Script", ref: ButtonRef) -> int | None:
    """The entry of the menu a button shows; None for other buttons, and for data no button of the script has."""
    kind, _, number = ref.code.partition(".")
    known = kind == MENU and number.isdecimal() and int(number) < len(script.menu)
    return int(number) if known and 0 <= ref.place < len(script.everywhere) else None
