"""Who stands where in a funnel: the journeys that go on, each in the stage it has come to."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.question import Question
from storage.queries.asked import journeys_asked
from storage.queries.people import WHO, PersonLine
from storage.tables import events, journeys, stage_passages, subscribers

ACTS = (
    "started",
    "clicked",
    "answered",
    "skipped",
    "consented",
    "declined",
    "promo_entered",
    "asked_to_pay",
    "joined",
    "menu_shown",
    "not_understood",
)
"""The facts that are a person's own acts in a journey; blocking the bot is the end of them."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How many journeys go on in one stage.

    Attributes:
        inside: neither passed it nor were lost: those that conversion calls inside.
        passed: have met its goal, and have not gone on.
        lost: of whoever blocked or stopped the bot, and may come back.
    """

    inside: int = 0
    passed: int = 0
    lost: int = 0

    @property
    def whole(self) -> int:
        """All who stand there."""
        return self.inside + self.passed + self.lost


_PASSAGE = stage_passages.c
_HERE = (_PASSAGE.journey_id == journeys.c.id) & (_PASSAGE.stage == journeys.c.stage)
_STATE = case((_PASSAGE.passed_at.is_not(None), "passed"), (_PASSAGE.left_at.is_not(None), "lost"), else_="inside")


async def standing(conn: AsyncConnection, question: Question, zone: tzinfo) -> dict[str, Standing]:
    """The stages in which anybody stands, of the journeys in question; its days are those of their start."""
    query = _of(question, zone, journeys.c.stage, _STATE, func.count()).group_by(journeys.c.stage, _STATE)
    found: dict[str, dict[str, int]] = {}
    for stage, state, people in await conn.execute(query):
        found.setdefault(stage, {})[state] = int(people)
    return {stage: Standing(**counts) for stage, counts in found.items()}


async def standing_at(
    conn: AsyncConnection, question: Question, zone: tzinfo, stage: str = "", *, skip: int = 0, most: int
) -> list[PersonLine]:
    """Who stands in the stage, or in any, whoever waits there longest first: so many, after those that are skipped."""
    going = _of(question, zone, journeys.c.id, _PASSAGE.reached_at.label("since"), _STATE.label("state"))
    if stage:
        going = going.where(journeys.c.stage == stage)
    page = going.order_by("since", journeys.c.id).offset(skip).limit(most).subquery("page")
    last_act = (
        select(func.max(events.c.at, type_=events.c.at.type))
        .where(
            events.c.subscriber_id == journeys.c.subscriber_id,
            events.c.journey_id == journeys.c.id,
            events.c.event.in_(ACTS),
        )
        .scalar_subquery()
    )
    query = (
        select(
            *WHO,
            subscribers.c.tags,
            *(journeys.c[name] for name in ("funnel", "version", "stage", "step", "source")),
            page.c.since,
            page.c.state,
            last_act.label("last_act"),
        )
        .join_from(page, journeys, journeys.c.id == page.c.id)
        .join(subscribers, subscribers.c.id == journeys.c.subscriber_id)
        .order_by(page.c.since, page.c.id)
    )
    return [PersonLine(**row) for row in (await conn.execute(query)).mappings()]


def _of(question: Question, zone: tzinfo, *columns: ColumnElement[Any]) -> Select[Any]:
    """The journeys in question that go on, each with its passage of the stage it stands in."""
    going = (*journeys_asked(question, zone, period=question.period), journeys.c.outcome == "")
    return select(*columns).join_from(journeys, stage_passages, _HERE).where(*going)
