"""`for: name`: what to call the person."""

import re
import unicodedata
from typing import TYPE_CHECKING

from funnels.steps.answers.kind import Kind

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask

_LENGTH = range(2, 61)
_BEFORE = re.compile(
    r"^(?:я|это|(?:меня )?зовут|мо[её] имя|i am|i['’]m|my name is|my name['’]s|call me)[ :,—-]+", re.IGNORECASE
)
_BETWEEN = " -'’."


class Name(Kind):
    """A name in any writing."""

    error = "ask_name_error"

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> str | None:  # noqa: ARG002  # every kind's form
        """The name alone, of 2-60 letters with spaces, hyphens and apostrophes: `Анна` of «меня зовут Анна!»."""
        words = " ".join(unicodedata.normalize("NFC", answer.text).split())
        name = _BEFORE.sub("", words).rstrip(" .!")
        fits = len(name) in _LENGTH and name[0].isalpha() and all(map(_belongs, name))
        return name if fits else None


def _belongs(letter: str) -> bool:
    """Whether it may be in a name: a letter or a mark on one, or what stands between letters."""
    return letter in _BETWEEN or unicodedata.category(letter)[0] in "LM"
