"""A view in the 64 bytes of a button; names are digests, found again among those there are.

A button outlives its version of the bot and its day: the first sign is the form's number, days up to today stay days up
to today, and what cannot be found any more makes no view.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from string import ascii_lowercase, digits

from bot.desk.about import ABOUT
from bot.desk.view import Panel, View
from funnels.analytics.period import EVER, Period, last_days
from funnels.analytics.question import SLICES, Cell, Question, Slice
from funnels.definition.script import Script

PREFIX = "~desk:"

_FORM = "1"
_VALUE = 6
"""Bytes of a value's digest: there may be thousands of sources, but not of funnels or stages."""

_DIGITS = digits + ascii_lowercase
_PANELS: dict[str, Panel] = {"": "", "s": "slices", "v": "values", "f": "stages"}
_DATA = re.compile(
    rf"{PREFIX}{_FORM}(?P<report>[a-z]+):(?P<funnel>[\w-]{{4}}):(?P<period>\d*|[0-9a-z]+-[0-9a-z]+)"
    rf":(?P<flags>[cavedl]*):(?P<panel>[svf]?)(?P<page>\d*):(?P<split>[0-9a]?):(?P<only>|[0-9a][\w-]{{8}})"
    r":(?P<stage>|[\w-]{4})"
)
_PANEL_LETTERS = {panel: letter for letter, panel in _PANELS.items()}


def pack(view: View, today: date) -> str:
    """What the button carries; `read` finds everything but the words in it."""
    question = view.question
    flags = {
        "c": question.by == "calendar",
        "a": question.again,
        "v": question.compare,
        "e": view.explained,
        "d": view.theme == "dark",
        "l": view.theme == "light",
    }
    only = question.only
    fields = (
        _FORM + view.report,
        _digest(question.funnel),
        _packed_period(question.period, today),
        "".join(flag for flag, is_set in flags.items() if is_set),
        f"{_PANEL_LETTERS[view.panel]}{view.page or ''}",
        _slice_letter(question.split) if question.split else "",
        _slice_letter(only.slice) + _digest(only.value, _VALUE) if only else "",
        _digest(question.from_stage) if question.from_stage else "",
    )
    return PREFIX + ":".join(fields)


@dataclass(frozen=True, kw_only=True)
class Packed:
    """What a button carries, before its names are found."""

    report: str
    only: Slice | None
    """The slice of which one value is asked for."""
    names: "_Names"
    period: str
    flags: str
    panel: Panel
    page: int
    split: Slice | None

    def funnel(self, funnels: Iterable[str]) -> str | None:
        """The funnel it is about; None when there is none such any more."""
        return _found(self.names.funnel, funnels)

    def view(self, script: Script, values: Iterable[str], today: date, words: str = "") -> View | None:
        """The view of this funnel, with the values `only` has there; None when a name is not found."""
        stage = _found(self.names.stage, (one.stage for one in script.stages)) if self.names.stage else ""
        value = _found(self.names.value, values, _VALUE) if self.only else ""
        if stage is None or value is None:
            return None
        return View(
            report=self.report,
            question=Question(
                funnel=script.funnel,
                period=_read_period(self.period, today),
                by="calendar" if "c" in self.flags else "contact",
                only=Cell(slice=self.only, value=value) if self.only else None,
                split=self.split,
                from_stage=stage,
                again="a" in self.flags,
                compare="v" in self.flags,
            ),
            words=words,
            explained="e" in self.flags,
            panel=self.panel,
            page=self.page,
            theme="dark" if "d" in self.flags else "light" if "l" in self.flags else None,
        )


@dataclass(frozen=True, kw_only=True)
class _Names:
    """Digests."""

    funnel: str
    stage: str
    value: str


def read_packed(data: str) -> Packed | None:
    """What the button carries; None for one of another version of the bot."""
    found = _DATA.fullmatch(data)
    if found is None or found["report"] not in ABOUT:
        return None
    return Packed(
        report=found["report"],
        only=_slice_of(found["only"]),
        names=_Names(funnel=found["funnel"], stage=found["stage"], value=found["only"][1:]),
        period=found["period"],
        flags=found["flags"],
        panel=_PANELS[found["panel"]],
        page=int(found["page"] or 0),
        split=_slice_of(found["split"]),
    )


def _digest(name: str, size: int = 3) -> str:
    """Four signs for three bytes."""
    return urlsafe_b64encode(blake2b(name.encode(), digest_size=size).digest()).decode()


def _found(digest: str, names: Iterable[str], size: int = 3) -> str | None:
    return next((name for name in names if _digest(name, size) == digest), None)


def _slice_letter(slice_: Slice) -> str:
    return _DIGITS[SLICES.index(slice_)]


def _slice_of(field: str) -> Slice | None:
    return SLICES[_DIGITS.index(field[0])] if field else None


def _packed_period(period: Period, today: date) -> str:
    if period.first is None or period.last is None:
        return ""
    if period.last == today:
        return str(period.days)
    return f"{_packed_day(period.first)}-{_packed_day(period.last)}"


def _read_period(field: str, today: date) -> Period:
    if not field:
        return EVER
    first, dash, last = field.partition("-")
    if not dash:
        return last_days(int(first), today)
    return Period(first=date.fromordinal(int(first, 36)), last=date.fromordinal(int(last, 36)))


def _packed_day(day: date) -> str:
    """The day's number to the base 36."""
    number, packed = day.toordinal(), ""
    while number:
        number, last = divmod(number, 36)
        packed = _DIGITS[last] + packed
    return packed
