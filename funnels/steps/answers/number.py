"""`for: number`: a number as people write it, between `min:` and `max:`."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from funnels.definition.explain import wrong
from funnels.definition.spoken import spoken
from funnels.steps.answers.kind import Kind
from funnels.words import Word

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask

_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'](?=\d{3}(?!\d))")
_COMMAS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"[+-]?(\d{1,15})([.,]\d{1,15})?", re.ASCII)
"""A float keeps about fifteen digits exactly; what is longer is a code, not a number to count with."""


class Number(Kind):
    """A whole number, or one with a fraction."""

    error = "ask_number_error"
    options = ("min", "max")

    def check(self, key: str, value: Any, given: Mapping[str, Any]) -> None:
        if not isinstance(value, int | float):
            raise wrong(f"`{value}` is no number", f"write it in digits: {key}: 18")
        least = given.get("least") if key == "max" else None
        if isinstance(least, int | float) and value < least:
            raise wrong(f"no number is from {least} to {value}", "let min: be the smaller one")

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> float | None:
        """The number: `1 000` is whole, `2,5` is not; in other languages than Russian `1,000` is a thousand."""
        value = _typed(answer.text, turn.script.language)
        return value if value is not None and _misfit(value, ask) is None else None

    def complain(self, ask: "Ask", answer: "Answered", turn: "Turn") -> None:
        value = _typed(answer.text, turn.script.language)
        misfit = _misfit(value, ask) if value is not None else None
        if misfit:
            word, bound = misfit
            turn.reply(word, buttons=turn.keyboard(0), bound=spoken(bound, turn.script.language))
        else:
            super().complain(ask, answer, turn)


def _typed(text: str, language: str) -> float | None:
    digits = _SPACES.sub("", text.strip().replace("\N{MINUS SIGN}", "-"))
    if not language.startswith("ru"):
        digits = _COMMAS.sub("", digits)
    found = _NUMBER.fullmatch(digits)
    if found is None:
        return None
    return float(digits.replace(",", ".")) if found[2] else int(digits)


def _misfit(value: float, ask: "Ask") -> tuple[Word, float] | None:
    """What is wrong with a number outside the bounds, and the bound it is beyond."""
    if isinstance(ask.least, int | float) and value < ask.least:
        return "ask_too_small", ask.least
    if isinstance(ask.most, int | float) and value > ask.most:
        return "ask_too_large", ask.most
    return None
