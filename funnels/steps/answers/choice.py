"""`for: choice`: one of the `choices:`, or several of them, pressed or typed."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from funnels.definition.explain import wrong
from funnels.definition.spoken import spoken
from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.engine.limits import BUTTONS_LIMIT
from funnels.steps.answers.kind import Kind
from funnels.steps.choices import CHOICE, Choice, choices_in
from funnels.steps.waiting import folded
from funnels.words import say

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.subscriber import Attribute
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask

DONE = "done"

MOST_CHOICES = BUTTONS_LIMIT - 2
"""The buttons that end the choice and that skip need their places."""

_BETWEEN = re.compile(r"[,;\n]|\s(?:and|и)\s")


class Chosen(Kind):
    """A press answers; with `several:` presses mark and take the mark away, until one on “Done”."""

    error = "ask_choice_error"
    options = ("choices", "several", "done", "min", "max")

    def check(self, key: str, value: Any, given: Mapping[str, Any]) -> None:
        if key == "choices":
            _check_choices([*choices_in(value)])
        elif key != "several" and not given.get("several"):
            raise wrong(f"`{key}` is for several choices, and only one is taken here", "add several: true")
        elif key in ("min", "max") and (choices := given.get("choices")):
            _check_count(key, value, len(choices), given.get("least"))

    def keyboard(self, ask: "Ask", language: str) -> Keyboard:
        rows = [(ScriptButton(text=one.label, code=f"{CHOICE}{number}"),) for number, one in enumerate(ask.picks)]
        if ask.several:
            rows.append((ScriptButton(text=ask.done or say("choice_done", language), code=DONE),))
        return tuple(rows)

    def has_button(self, ask: "Ask", code: str) -> bool:
        return _number(ask, code) is not None or (ask.several and code == DONE)

    def pressed(self, ask: "Ask", code: str, part: int, turn: "Turn") -> "Attribute | None":
        number = _number(ask, code)
        if number is None:
            return self._settled(ask, turn)
        if not ask.several:
            return _value(ask, number, turn)
        chosen = turn.journey.chosen ^ {code}
        if _too_many(ask, len(chosen)) and code in chosen:
            turn.toast("choose_fewer", most=str(ask.most))
            return None
        turn.change(chosen=chosen)
        turn.edit_buttons(part)
        return None

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> "Attribute | None":
        """What is kept for the words of a choice, or for its number; for several, those between commas."""
        numbers = _typed(ask, answer.text, turn)
        if not numbers or _misfit(ask, len(numbers)):
            return None
        return _values(ask, numbers, turn) if ask.several else _value(ask, numbers[0], turn)

    def complain(self, ask: "Ask", answer: "Answered", turn: "Turn") -> None:
        count = len(_typed(ask, answer.text, turn))
        if count and _too_few(ask, count):
            turn.reply("choose_more", buttons=turn.keyboard(0), least=str(_least(ask)))
        elif count and _too_many(ask, count):
            turn.reply("choose_fewer", buttons=turn.keyboard(0), most=str(ask.most))
        else:
            super().complain(ask, answer, turn)

    def told(self, ask: "Ask", value: "Attribute", turn: "Turn") -> str:  # noqa: ARG002  # every kind's form
        """What was chosen: the words are the script's."""
        return spoken(value, turn.script.language)

    def _settled(self, ask: "Ask", turn: "Turn") -> "Attribute | None":
        """“Done” was pressed."""
        numbers = sorted(number for code in turn.journey.chosen if (number := _number(ask, code)) is not None)
        if _too_few(ask, len(numbers)):
            turn.toast("choose_more", least=str(_least(ask)))
            return None
        return _values(ask, numbers, turn)


def _check_choices(choices: list[Choice]) -> None:
    if len(choices) > MOST_CHOICES:
        raise wrong(f"a question may have {MOST_CHOICES} choices, this one has {len(choices)}", "ask in two steps")
    words = [folded(choice.label.source) for choice in choices]
    twice = next((number for number, one in enumerate(words) if one in words[:number]), None)
    if twice is not None:
        raise wrong(f"two choices say `{choices[twice].label.source}`", "give each its own words")


def _check_count(key: str, value: object, there_are: int, least: object) -> None:
    if not isinstance(value, int) or not 1 <= value <= there_are:
        raise wrong(f"`{value}` is not how many of {there_are} choices can be taken", f"write {key}: 1")
    if key == "max" and isinstance(least, int) and value < least:
        raise wrong(f"nobody can take from {least} to {value} choices", "let min: be the smaller one")


def _number(ask: "Ask", code: str) -> int | None:
    kind, dot, number = code.partition(".")
    known = kind + dot == CHOICE and number.isdecimal() and int(number) < len(ask.picks)
    return int(number) if known else None


def _value(ask: "Ask", number: int, turn: "Turn") -> "bool | int | float | str":
    choice = ask.picks[number]
    return turn.plain(choice.label) if choice.value is None else choice.value


def _values(ask: "Ask", numbers: Iterable[int], turn: "Turn") -> tuple[str, ...]:
    """In the order of the script."""
    return tuple(str(_value(ask, number, turn)) for number in numbers)


def _typed(ask: "Ask", text: str, turn: "Turn") -> list[int]:
    """The numbers of the choices that the words name, in the script's order; none if any word names none."""
    labels = {folded(turn.plain(choice.label)): number for number, choice in enumerate(ask.picks)}
    if (whole := folded(text)) in labels:
        return [labels[whole]]
    if not any(label.isdecimal() for label in labels):  # else `3` would be both a choice and the third of them
        labels |= {str(number + 1): number for number in range(len(ask.picks))}
    words = [folded(word) for word in (_BETWEEN.split(text) if ask.several else [text])]
    found = {labels.get(word) for word in words if word}
    return [] if None in found else sorted(number for number in found if number is not None)


def _least(ask: "Ask") -> int:
    """How many must be chosen: one, unless the script says otherwise."""
    return ask.least if isinstance(ask.least, int) else 1


def _too_few(ask: "Ask", count: int) -> bool:
    return ask.several and count < _least(ask)


def _too_many(ask: "Ask", count: int) -> bool:
    return ask.several and isinstance(ask.most, int) and count > ask.most


def _misfit(ask: "Ask", count: int) -> bool:
    return _too_few(ask, count) or _too_many(ask, count)
