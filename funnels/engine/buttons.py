"""What a button's data says: which journey, at which revision, which step and which button of it.

The person is known from the press itself, so the data needs no journey id; it stays far below Telegram's
64 bytes because funnels' names are at most 24 characters and steps are named by number.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Self

from msgspec import Struct

from funnels.definition.visible import clip
from funnels.engine.effects.shown import Button, Shared
from funnels.engine.limits import COPY_LIMIT, LABEL_LIMIT

if TYPE_CHECKING:
    from funnels.definition.script import Script
    from funnels.definition.text import Text

NOTHING = "…"
"""Stands where a text has come out empty because its values are missing: Telegram refuses an empty one."""

MENU = "menu"
"""`menu.N` shows entry N of the menu, from any message, however old."""


class ScriptButton(NamedTuple):
    """A button as far as the script fixes it; the journey adds its values and where it stands."""

    text: "Text | str"
    """The marketer's label, or words in which nothing is filled in any more."""
    code: str
    url: str = ""
    direct: bool = False
    copy: "Text | str" = ""
    web_app: str = ""
    shares: Shared | None = None


Keyboard = tuple[tuple[ScriptButton, ...], ...]
"""Buttons in rows."""


def settled(keyboard: Keyboard) -> Keyboard:
    """The same buttons; words that name no value are worked out now instead of each time they are shown."""
    return tuple(
        tuple(
            button._replace(text=_settled(button.text, LABEL_LIMIT), copy=_settled(button.copy, COPY_LIMIT))
            for button in row
        )
        for row in keyboard
    )


def _settled(words: "Text | str", limit: int) -> "Text | str":
    if isinstance(words, str):
        return clip(words, limit)
    return words if words.all_variables else words.render({}, limit=limit) or NOTHING


class SettledKeyboard:
    """A keyboard ready to be shown; `fixed` if it is the same for everybody, but for what its data begin with."""

    def __init__(self, keyboard: Keyboard) -> None:
        self.rows = settled(keyboard)
        self.fixed = all(isinstance(one.text, str) and isinstance(one.copy, str) for row in self.rows for one in row)


class ButtonRef(Struct, frozen=True):
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
            return cls(funnel, int(run), int(revision), int(place), int(part), code)
        except ValueError:
            return None


@lru_cache(maxsize=4096)
def fixed_buttons(keyboard: SettledKeyboard, ref: ButtonRef) -> tuple[tuple[Button, ...], ...]:
    """The buttons of a fixed keyboard; one for all who come to a step by the same way, so at the same revision."""
    start = str(ref)
    return tuple(
        tuple(
            Button(str(text), start + code, url, direct, str(copy), web_app, shares)
            for text, code, url, direct, copy, web_app, shares in row
        )
        for row in keyboard.rows
    )


def menu_number(script: "Script", ref: ButtonRef) -> int | None:
    """The entry of the menu a button shows; None for other buttons, and for data no button of the script has."""
    kind, _, number = ref.code.partition(".")
    known = kind == MENU and number.isdecimal() and int(number) < len(script.menu)
    return int(number) if known and 0 <= ref.place < len(script.everywhere) else None
