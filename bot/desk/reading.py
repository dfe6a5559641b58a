"""Words become a view: `relationships 30 calendar source`, in any order, in Russian and English."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.desk.about import ABOUT, dated, unheeded
from bot.desk.phrases import FILLERS, FROM, KEYS, LONGEST, PHRASES, plain
from bot.desk.unknown import already_one, bad_period, no_stage, not_heeded, nothing_before, unknown
from bot.desk.view import View
from funnels.analytics.period import EVER, Period, PeriodError, last_days, parse_period
from funnels.analytics.question import Cell, Question
from funnels.definition.script import Script

_WORD = re.compile(r'(?:[^\s"]*"[^"]*"|\S)+')
_QUOTES = str.maketrans("«»“”„", '"""""')
_DAYS = re.compile(r"(\d+)\s*(?:d|days?|д|дн|дней|дня|день)")
_DATED = re.compile(r"\d+[.-]\d+[.-]\d+.*")
_LONGEST_PERIOD = 3
"""Words of `01.03.2026 - 31.03.2026`."""


def read_view(report: str, words: str, *, scripts: Mapping[str, Script], today: date, command: str = "") -> View:
    """What these words ask of the report; `question.funnel` is empty where there are several and none is named.

    `command` is what the words stand behind, where that is not the report's own.

    Raises:
        AskedError: a word means nothing here, a period or stage is none, or the report does not heed what is asked.
    """
    command = command or f"/{report}"
    reading = _Reading(words, scripts, today)
    reading.read()
    view = View(report=report, question=reading.question(), words=" ".join(reading.others))
    about, asked = ABOUT[report], view.question
    if reading.others and about.takes is None:
        raise unknown(view, reading.others[0], scripts, command)
    ignored = unheeded(report, asked) or (("period",) if about.days and reading.asks_for_all else ())
    if ignored:
        allowed = replace(view, question=dated(report, asked.without(ignored), today))
        raise not_heeded(view, ignored, written(allowed, today, command), command)
    if asked.only and asked.split and not about.splits_one:
        raise already_one(asked)
    if asked.compare and asked.period.before() is None:
        raise nothing_before(
            written(replace(view, question=replace(asked, period=last_days(30, today))), today, command)
        )
    stages = [stage.stage for stage in scripts[asked.funnel].stages] if asked.funnel else [asked.from_stage]
    if asked.from_stage and asked.from_stage not in stages:
        raise no_stage(view, stages)
    return replace(view, question=dated(report, asked, today))


def split_words(text: str) -> list[str]:
    """The words; what stands in quotes is one, whichever quotes a phone makes of them."""
    return _WORD.findall(text.translate(_QUOTES))


class _Reading:
    """The words that are left, and what those before them have settled."""

    def __init__(self, words: str, scripts: Mapping[str, Script], today: date) -> None:
        self._left = split_words(words)
        self._scripts = scripts
        self._today = today
        self._settled: dict[str, Any] = {}
        self.others: list[str] = []

    def read(self) -> None:
        while self._left:
            taken = self._funnel() or self._phrase() or self._period() or self._stage() or self._value() or 0
            if not taken:
                self.others.append(self._left[0])
            del self._left[: taken or 1]

    @property
    def asks_for_all(self) -> bool:
        """Whether all of the time is asked for in so many words."""
        return self._settled.get("period") == EVER

    def question(self) -> Question:
        names = list(self._scripts)
        self._settled.setdefault("funnel", names[0] if len(names) == 1 else "")
        return Question(**self._settled)

    def _funnel(self) -> int:
        if "funnel" in self._settled or self._left[0] not in self._scripts:
            return 0
        self._settled["funnel"] = self._left[0]
        return 1

    def _phrase(self) -> int:
        for taken in range(min(LONGEST, len(self._left)), 0, -1):
            if settings := PHRASES.get(tuple(map(plain, self._left[:taken]))):
                self._settled |= settings
                return taken
        return 0

    def _period(self) -> int:
        for taken in range(min(_LONGEST_PERIOD, len(self._left)), 0, -1):
            if (period := self._as_period(" ".join(self._left[:taken]))) is not None:
                self._settled["period"] = period
                return taken
        if _DATED.fullmatch(self._left[0]):
            raise bad_period(self._left[0])
        return int(self._is_filler() and not self.others)

    def _is_filler(self) -> bool:
        """`last 30 days`; but `last` alone may be a word of a report."""
        said = plain(self._left[0])
        return said in FILLERS and (said != "last" or any(word[0].isdigit() for word in self._left[1:2]))

    def _as_period(self, words: str) -> Period | None:
        days = _DAYS.fullmatch(plain(words))
        try:
            return parse_period(days[1] if days else words, self._today)
        except PeriodError:
            return None

    def _stage(self) -> int:
        key, equals, stage = self._left[0].partition("=")
        if equals and plain(key) in FROM and stage:
            self._settled["from_stage"] = stage
            return 1
        for length in (2, 1):
            said = " ".join(map(plain, self._left[:length]))
            if said in FROM and len(self._left) > length:
                self._settled["from_stage"] = self._left[length]
                return length + 1
        return 0

    def _value(self) -> int:
        key, equals, value = self._left[0].partition("=")
        slice_ = KEYS.get(plain(key))
        if not equals or slice_ is None or not value:
            return 0
        self._settled["only"] = Cell(slice=slice_, value=value.strip('"'))
        return 1


def written(view: View, today: date, command: str = "") -> str:
    """The command that asks for the view, by its own name or another: `read_view` reads it back."""
    question = view.heeded
    parts: Iterable[str] = (
        command or f"/{view.report}",
        question.funnel,
        _written_period(question.period, today),
        "calendar" if question.by == "calendar" else "",
        question.split or "",
        f"{question.only.slice}={quoted(question.only.value)}" if question.only else "",
        f"from={question.from_stage}" if question.from_stage else "",
        "again" if question.again else "",
        "compare" if question.compare else "",
        view.words,
    )
    return " ".join(part for part in parts if part)


def _written_period(period: Period, today: date) -> str:
    if period.days is None:
        return ""
    return str(period.days) if period.last == today else f"{period.first}..{period.last}"


def quoted(value: str) -> str:
    """The value as one word."""
    return value if value and not any(sign.isspace() for sign in value) else f'"{value}"'
