"""How many journeys reached, passed and lost each stage: first walks only, each stage once a walk."""

from dataclasses import dataclass

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import journeys, stage_passages


@dataclass(frozen=True, kw_only=True)
class StageCount:
    """Journeys at one stage; who neither passed nor was lost is inside."""

    reached: int = 0
    passed: int = 0
    lost: int = 0

    @property
    def inside(self) -> int:
        """Neither passed nor lost so far."""
        return self.reached - self.passed - self.lost


FIRST_WALKS = (journeys.c.funnel == bindparam("funnel"), journeys.c.run == 1)
"""A funnel that was entered again counts its first journey."""

_STARTED = select(func.count()).select_from(journeys).where(*FIRST_WALKS)
_passage = stage_passages.c
_LOST = case((_passage.passed_at.is_(None) & _passage.left_at.is_not(None), 1))
_COUNTS = (
    select(_passage.stage, func.count(), func.count(_passage.passed_at), func.count(_LOST))
    .join(journeys, journeys.c.id == _passage.journey_id)
    .where(*FIRST_WALKS)
    .group_by(_passage.stage)
)


async def started(conn: AsyncConnection, funnel: str) -> int:
    """How many subscribers have started the funnel."""
    return (await conn.execute(_STARTED, {"funnel": funnel})).scalar_one()


async def stage_counts(conn: AsyncConnection, funnel: str) -> dict[str, StageCount]:
    """The counts of every stage anybody has reached."""
    return {
        stage: StageCount(reached=reached, passed=passed, lost=lost)
        for stage, reached, passed, lost in (await conn.execute(_COUNTS, {"funnel": funnel}))
    }
