"""What the messages of one stage did to people: after which they went no further, were slow, or blocked the bot.

Told by the newest journeys of those that are judged: so many say what all of them would, and are read at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.percentile import percentile
from funnels.analytics.question import Question
from storage.queries.asked import journeys_asked
from storage.rollups.step_facts import LEAVING, Heard, left_after
from storage.tables import events, journeys, stage_passages
from storage.types import MICROSECONDS_A_SECOND

NEWEST = 2_000
"""Journeys that are looked at: chance leaves any share of them within 2.2 percentage points (95 %)."""

_ACTS = ("clicked", "answered", "skipped", "declined", "joined", "asked_to_pay")


@dataclass(frozen=True, kw_only=True)
class Symptom:
    """One message, by the key of its step; people are journeys.

    Attributes:
        delivered: who got it.
        stuck: who got nothing later in this stage and did not pass.
        blocked: who blocked the bot or stopped it within a day after it.
        acts: who did something about it.
        median_seconds: half of those did it within this; None where nobody did.
    """

    step: str
    delivered: int = 0
    stuck: int = 0
    blocked: int = 0
    acts: int = 0
    median_seconds: float | None = None


class Symptoms(NamedTuple):
    """What was seen, and of how many journeys: the newest of those that had the time to pass the stage."""

    journeys: int = 0
    messages: Sequence[Symptom] = ()


class _Did(NamedTuple):
    """A fact of a journey or of its person; `at` is `micros`."""

    at: int
    event: str
    step: str


async def symptoms(
    conn: AsyncConnection, question: Question, stage: str, since: datetime, zone: tzinfo, *, newest: int = NEWEST
) -> Symptoms:
    """The messages of the stage that came to the journeys of the period, by their keys.

    Args:
        conn: where it is counted.
        question: which journeys.
        stage: the stage.
        since: who reached the stage after that has not had the time to pass it.
        zone: whose days are meant.
        newest: how many journeys are looked at.
    """
    seen = _Seen(f"{stage}.")
    rows = await conn.execute(_histories(question, stage, since, zone, newest))
    people = 0
    for (_, passed_at), facts in groupby(rows, key=itemgetter(0, 1)):
        people += 1
        seen.add([_Did(*fact) for _, _, *fact in facts if fact[0] is not None], passed=passed_at is not None)
    return Symptoms(people, seen.symptoms())


def _histories(question: Question, stage: str, since: datetime, zone: tzinfo, newest: int) -> Select[Any]:
    """What the newest journeys and their people did from the stage on, journey by journey."""
    passage = stage_passages.c
    walks = (
        select(journeys.c.id, journeys.c.subscriber_id, passage.reached_at, passage.passed_at)
        .join(stage_passages, passage.journey_id == journeys.c.id)
        .where(
            *journeys_asked(question, zone, period=question.period),
            passage.stage == stage,
            passage.reached_at <= since,
        )
        .order_by(journeys.c.started_at.desc(), journeys.c.id.desc())
        .limit(newest)
        .subquery("walks")
    )
    theirs = (
        (events.c.subscriber_id == walks.c.subscriber_id)
        & (events.c.at >= walks.c.reached_at)
        & or_(
            (events.c.journey_id == walks.c.id) & events.c.event.in_(("delivered", *_ACTS)),
            events.c.event.in_(LEAVING),
        )
    )
    return (
        select(walks.c.id, walks.c.passed_at, type_coerce(events.c.at, BigInteger), events.c.event, events.c.step)
        .outerjoin_from(walks, events, theirs)
        .order_by(walks.c.id, events.c.at, events.c.id)
    )


@dataclass
class _Seen:
    """What is counted, by the keys of the messages, which begin with the `prefix`."""

    prefix: str
    delivered: Counter[str] = field(default_factory=Counter)
    stuck: Counter[str] = field(default_factory=Counter)
    blocked: Counter[str] = field(default_factory=Counter)
    lengths: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, history: Sequence[_Did], *, passed: bool) -> None:
        """One journey more; its history is in its order."""
        came: dict[str, int] = {}
        for at, event, step in history:
            if event == "delivered" and step.startswith(self.prefix):
                came.setdefault(step, at)
        acted: dict[str, int] = {}
        for at, event, step in history:
            if event in _ACTS and at >= came.get(step, at + 1):
                acted.setdefault(step, at)
        self.delivered.update(came.keys())
        if came and not passed:
            self.stuck[[*came][-1]] += 1
        for step, at in acted.items():
            self.lengths[step].append(at - came[step])
        self.blocked.update(left_after(self._heard(history)).keys())

    def _heard(self, history: Iterable[_Did]) -> Iterable[Heard[str]]:
        for at, event, step in history:
            if event in LEAVING:
                yield Heard(at, None)
            elif event == "delivered" and step.startswith(self.prefix):
                yield Heard(at, step)

    def symptoms(self) -> list[Symptom]:
        """In the order of the keys."""
        return [
            Symptom(
                step=step,
                delivered=delivered,
                stuck=self.stuck[step],
                blocked=self.blocked[step],
                acts=len(self.lengths[step]),
                median_seconds=_seconds(percentile(sorted(self.lengths[step]), 0.5)),
            )
            for step, delivered in sorted(self.delivered.items())
        ]


def _seconds(length: float | None) -> float | None:
    return None if length is None else length / MICROSECONDS_A_SECOND
