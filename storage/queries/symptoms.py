"""What the messages of one stage did to people: after which they went no further, were slow, or blocked the bot."""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import BigInteger, Select, and_, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.question import Question
from storage.queries.asked import journeys_asked
from storage.queries.judged import not_passed
from storage.queries.steps import step_counts
from storage.tables import events, journeys, stage_passages
from storage.types import MICROSECONDS_A_SECOND

_ACTS = ("clicked", "answered", "skipped", "declined", "joined", "asked_to_pay")


@dataclass(frozen=True, kw_only=True)
class Symptom:
    """One message, by the key of its step; people are journeys.

    Attributes:
        delivered: who got it.
        stuck: who got nothing later in this stage, had the time, and did not pass.
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


async def symptoms(
    conn: AsyncConnection, question: Question, stage: str, since: datetime, zone: tzinfo
) -> list[Symptom]:
    """The messages of the stage that came to the journeys of the period, by their keys.

    Args:
        conn: where it is counted.
        question: which journeys.
        stage: the stage.
        since: who reached the stage after that has not had the time to pass it.
        zone: whose days are meant.
    """
    reading = _Reading(question, stage, zone)
    found: dict[str, Symptom] = {
        step: Symptom(step=step, delivered=people) for step, people in await conn.execute(reading.delivered())
    }
    for step, people in await conn.execute(reading.stuck(since)):
        found[step] = replace(found[step], stuck=people)
    counts = await step_counts(conn, question)
    found = {step: replace(one, blocked=counts[step].left_within_day) for step, one in found.items()}
    lengths: dict[str, list[int]] = {}
    acts: dict[str, int] = {}
    for step, length, people in await conn.execute(reading.medians()):
        lengths.setdefault(step, []).append(length)
        acts[step] = people
    for step, middle in lengths.items():
        median = sum(middle) / len(middle) / MICROSECONDS_A_SECOND
        found[step] = replace(found[step], acts=acts[step], median_seconds=median)
    return [found[step] for step in sorted(found)]


class _Reading:
    """The questions about one stage."""

    def __init__(self, question: Question, stage: str, zone: tzinfo) -> None:
        self._asked = journeys_asked(question, zone, period=question.period)
        self._question = question
        self._stage = stage

    def delivered(self) -> Select[Any]:
        """Who got each message."""
        got = self._got()
        return select(got.c.step, func.count()).group_by(got.c.step)

    def stuck(self, since: datetime) -> Select[Any]:
        """The last message of each of those who had the time and did not pass."""
        got, passage = self._got(), stage_passages.c
        place = func.row_number().over(partition_by=got.c.journey_id, order_by=(got.c.at.desc(), got.c.id.desc()))
        placed = (
            select(got.c.step, place.label("place"))
            .join(stage_passages, passage.journey_id == got.c.journey_id)
            .where(not_passed(self._stage, since))
            .subquery("placed")
        )
        return select(placed.c.step, func.count()).where(placed.c.place == 1).group_by(placed.c.step)

    def medians(self) -> Select[Any]:
        """The one or two lengths in the middle, from a message to the first thing done about it."""
        got, act = self._got(), events.alias("act")
        first = (
            select(
                got.c.step,
                (type_coerce(func.min(act.c.at), BigInteger) - type_coerce(got.c.at, BigInteger)).label("length"),
            )
            .join(act, and_(act.c.journey_id == got.c.journey_id, act.c.step == got.c.step, act.c.at >= got.c.at))
            .where(act.c.funnel == self._question.funnel, act.c.event.in_(_ACTS))
            .group_by(got.c.journey_id, got.c.step, got.c.at)
            .subquery("first")
        )
        ordered = select(
            first.c.step,
            first.c.length,
            func.row_number().over(partition_by=first.c.step, order_by=first.c.length).label("place"),
            func.count().over(partition_by=first.c.step).label("people"),
        ).subquery("ordered")
        low, high = (ordered.c.people + 1) // 2, ordered.c.people // 2 + 1
        return select(ordered.c.step, ordered.c.length, ordered.c.people).where(ordered.c.place.between(low, high))

    def _got(self) -> Any:
        """The first time each message came to each journey."""
        return (
            select(
                events.c.journey_id, events.c.step, func.min(events.c.at).label("at"), func.min(events.c.id).label("id")
            )
            .join(journeys, journeys.c.id == events.c.journey_id)
            .where(
                *self._asked,
                events.c.funnel == self._question.funnel,
                events.c.run == journeys.c.run,
                events.c.event == "delivered",
                events.c.step.startswith(f"{self._stage}.", autoescape=True),
            )
            .group_by(events.c.journey_id, events.c.step)
            .subquery("got")
        )
