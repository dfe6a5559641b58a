"""`for: date`: a day as people write it, between `min:` and `max:`, kept as `2026-03-08`."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from babel.dates import format_date

from funnels.definition.explain import wrong
from funnels.definition.findings import RefusedError
from funnels.definition.locales import locale_of
from funnels.definition.moment_words import find_moment
from funnels.definition.moments import EveryDay, Moment, OnDate
from funnels.steps.answers.kind import Kind
from funnels.words import Word

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask

_YEARS = range(1900, 2101)
"""From the oldest birthdays on."""

_NIGHT = dt.time(23, 59)
"""A weekday or a date without a year may still mean today."""


class Date(Kind):
    """A day of the calendar."""

    error = "ask_date_error"
    options = ("min", "max")

    def check(self, key: str, value: Any, given: Mapping[str, Any]) -> None:
        if not isinstance(value, Moment) or isinstance(value.day, EveryDay):
            raise wrong(f"`{value}` is no day", f"write {key}: today, or {key}: 2026-12-31")
        least = given.get("least") if key == "max" else None
        days = [bound.day.day for bound in (least, value) if bound and isinstance(bound.day, OnDate)]
        if days != sorted(days):
            raise wrong(f"no day is from {least} to {value}", "let min: be the earlier one")

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> str | None:
        """The day in ISO form; a weekday, or a date without a year, is the next one, or today."""
        day = _typed(answer.text, turn)
        return day.isoformat() if day and _misfit(day, ask, turn) is None else None

    def complain(self, ask: "Ask", answer: "Answered", turn: "Turn") -> None:
        day = _typed(answer.text, turn)
        misfit = _misfit(day, ask, turn) if day else None
        if misfit:
            word, bound = misfit
            shown = format_date(bound, "d MMMM y", locale=locale_of(turn.script.language))
            turn.reply(word, buttons=turn.keyboard(0), bound=shown)
        else:
            super().complain(ask, answer, turn)


def _typed(text: str, turn: "Turn") -> dt.date | None:
    try:
        moment = find_moment(text, _YEARS)
    except RefusedError:
        return None
    return _day(moment, turn) if moment and not isinstance(moment.day, EveryDay) else None


def _day(moment: Moment, turn: "Turn") -> dt.date:
    """The day a moment is on, whatever its hour; seen from now, on the person's own clock."""
    whole = Moment(source=moment.source, day=moment.day, at=_NIGHT)
    return whole.resolve(turn.now, turn.zone, _NIGHT).astimezone(turn.zone).date()


def _misfit(day: dt.date, ask: "Ask", turn: "Turn") -> tuple[Word, dt.date] | None:
    """What is wrong with a day outside the bounds, and the bound it is beyond."""
    if isinstance(ask.least, Moment) and day < (least := _day(ask.least, turn)):
        return "ask_too_early", least
    if isinstance(ask.most, Moment) and day > (most := _day(ask.most, turn)):
        return "ask_too_late", most
    return None
