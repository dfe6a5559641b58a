"""What can happen to the people of a funnel and to their money, and every report of it as programs read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from bot.reports.catalogue import REPORTS
from bot.reports.report import Asked
from bot.reports.tables import as_json
from funnels.analytics.question import Question
from funnels.analytics.spend import SpendRow, merged
from funnels.definition.load import load_version
from funnels.definition.money import Money
from funnels.definition.script import Script
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import Event, RecordTouch, StageLeft, StagePassed, StageReached, Track
from funnels.engine.journey import Journey
from funnels.engine.subscriber import Subscriber
from storage import spend
from tests.storage.money_story import ZONE, Act, Story

STAGES = ("request", "quote", "core", "of an older version")
"""All but the last are the script's."""

SCRIPT = """
funnel: {funnel}
language: en
start: {{default: true}}
stages:
  - {{stage: request, steps: [{{ask: Name?, save: name}}]}}
  - {{stage: quote, steps: [{{ask: Phone?, save: phone}}]}}
  - {{stage: core, steps: [{{message: Welcome.}}]}}
"""
Rows = list[dict[str, Any]]
Tables = dict[str, Rows]

_SOURCES = ("vk-march", "vk-april", "", "tg-march")
_LANGUAGES = ("ru", "en", "")
_MONEY = (
    "opens",
    "pays",
    "pays",
    "pays_short",
    "pays_again",
    "renews",
    "is_taken",
    "part_back",
    "whole_back",
    "varies",
)
_WALKING = ("reaches", "passes", "leaves", "comes", "blocks", "ends")
_TRACKED: dict[str, Event] = {
    "hears": "delivered",
    "clicks": "clicked",
    "answers": "answered",
    "wants": "asked_to_pay",
}

_who = st.integers(1, 5)
_runs = st.sampled_from((1, 1, 2))
_hours = st.sampled_from((0, 0, 1, 20, 60, 200))
_paying = st.builds(
    Act,
    kind=st.sampled_from(_MONEY),
    who=_who,
    run=_runs,
    number=st.integers(0, 1),
    money=st.builds(Money, amount=st.integers(1, 50), currency=st.sampled_from(("RUB", "XTR"))),
    hours=_hours,
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What somebody does in a walk, so many hours after the last thing that happened."""

    what: str
    who: int
    run: int
    stage: str
    hours: int


_walking = st.builds(
    Step,
    what=st.sampled_from((*_WALKING, *_TRACKED, "takes")),
    who=_who,
    run=_runs,
    stage=st.sampled_from(STAGES),
    hours=_hours,
)
HISTORIES = st.lists(st.one_of(_paying, _walking, _walking), min_size=10, max_size=30)


@dataclass
class Place:
    """Where a walk is: it comes to stages, is lost to them and ends as the engine lets it."""

    stage: str = ""
    outcome: str = ""
    passed: set[str] = field(default_factory=set)

    def reaches(self, stage: str) -> list[Effect]:
        left = self.leaves() if stage != self.stage else []
        self.stage = stage
        return [*left, StageReached(stage=stage)]

    def passes(self, stage: str) -> list[Effect]:
        reached = self.reaches(stage)
        self.passed.add(stage)
        return [*reached, StagePassed(stage=stage)]

    def leaves(self) -> list[Effect]:
        return [StageLeft(stage=self.stage)] if self.stage and self.stage not in self.passed else []


@dataclass
class WholeStory(Story):
    """People from several sources who walk, buy, get their money back, come again and block the bot."""

    places: dict[tuple[int, int], Place] = field(default_factory=dict)
    """Where the walks are, by person and run."""

    async def goes_on(self, told: Sequence[Act | Step]) -> None:
        for one in told:
            if isinstance(one, Act):
                await self.tell([one])
                continue
            self.now += timedelta(hours=one.hours)
            place = self.places.setdefault((one.who, one.run), Place())
            await self._does(_moment(one), *_effects(one, place, self.funnel))

    async def spends(self, told: Sequence[SpendRow]) -> None:
        """Ads are paid for."""
        if not told:
            return
        async with self.database.write() as conn:
            await spend.save(conn, merged(told), file=self.funnel, by=1, now=self.now)

    async def report(self, name: str, words: str = "", *, later: timedelta = timedelta(), **asked: Any) -> Tables:
        """A report's tables by their keys; `later` is how long after the end of the story it is asked for."""
        question = Question(funnel=self.funnel, **asked)
        answer = await REPORTS[name](
            Asked(
                database=self.database,
                scripts={self.funnel: self._script},
                question=question,
                words=words,
                now=self.now + later,
                zone=ZONE,
            )
        )
        return {table.key: as_json(table) for table in answer.tables}

    @cached_property
    def _script(self) -> Script:
        return load_version(SCRIPT.format(funnel=self.funnel), funnel=self.funnel, version=1)

    def _moved(self, act: Act, journey: Journey) -> Journey:
        place = self.places.get((act.who, act.run), Place())
        return replace(journey, stage=place.stage, outcome=place.outcome)

    def _meets(self, act: Act, somebody: Subscriber) -> Subscriber:
        source, language = _SOURCES[act.who % len(_SOURCES)], _LANGUAGES[act.who % len(_LANGUAGES)]
        return replace(somebody, source=source, language=language)


def sums(rows: Iterable[dict[str, Any]], *columns: str, by: str = "currency") -> dict[tuple[Any, str], int]:
    """The columns added up for each value of another; money in minor units; zeros are left out."""
    found: dict[tuple[Any, str], int] = {}
    for row in rows:
        for column in columns:
            value = row[column]
            key = row[by], column
            found[key] = found.get(key, 0) + (value["amount"] if isinstance(value, dict) else value)
    return {key: sum_ for key, sum_ in found.items() if sum_}


def total(rows: Iterable[dict[str, Any]], column: str) -> int:
    """One column added up."""
    return sum(row[column] for row in rows)


def _moment(step: Step) -> Act:
    """Whose walk it is; no money moves."""
    nothing = Money(amount=1, currency="RUB")
    return Act(kind="", who=step.who, run=step.run, number=step.who % 2, money=nothing, hours=0)


def _effects(step: Step, place: Place, funnel: str) -> list[Effect]:
    if step.what in _TRACKED:
        return [Track(event=_TRACKED[step.what], step=f"{step.stage}.1")]
    match step.what:
        case "comes":
            return [RecordTouch(source=_SOURCES[step.who % len(_SOURCES)], link="", funnel=funnel)]
        case "takes":
            return [Track(event="variant", step="quote.1", detail=f"text={'ab'[step.hours % 2]}")]
        case _:
            return [] if place.outcome else _moves(step, place)


def _moves(step: Step, place: Place) -> list[Effect]:
    match step.what:
        case "reaches":
            return place.reaches(step.stage)
        case "passes":
            return place.passes(step.stage)
        case "ends":
            place.outcome = "finished"
            return place.leaves()
        case "blocks":
            return [*place.leaves(), Track(event="blocked")]
        case _:
            return place.leaves()
