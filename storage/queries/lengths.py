"""How long a stage takes, first entry to pass: exact, by the rule of `funnels.analytics.percentile`.

The database orders the lengths and hands out only the two neighbours of each percentile.
"""

from dataclasses import dataclass

from sqlalchemy import BigInteger, func, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.queries.stages import FIRST_WALKS
from storage.tables import journeys, stage_passages
from storage.types import MICROSECONDS_A_SECOND


@dataclass(frozen=True, kw_only=True)
class StageLength:
    """Seconds within which half, and nine tenths, of the passes happened."""

    median_seconds: float
    p90_seconds: float


_LENGTH = type_coerce(stage_passages.c.passed_at, BigInteger) - type_coerce(stage_passages.c.reached_at, BigInteger)
_ORDERED = (
    select(
        stage_passages.c.stage,
        _LENGTH.label("length"),
        (func.row_number().over(partition_by=stage_passages.c.stage, order_by=_LENGTH) - 1).label("place"),
        (func.count().over(partition_by=stage_passages.c.stage) - 1).label("last"),
    )
    .join(journeys, journeys.c.id == stage_passages.c.journey_id)
    .where(*FIRST_WALKS, stage_passages.c.passed_at.is_not(None))
    .subquery("ordered")
)
_TENTHS = (5, 9)
_NEIGHBOURS = select(_ORDERED).where(
    or_(
        *(
            _ORDERED.c.place.between(_ORDERED.c.last * tenths // 10, _ORDERED.c.last * tenths // 10 + 1)
            for tenths in _TENTHS
        )
    )
)


async def stage_lengths(conn: AsyncConnection, funnel: str) -> dict[str, StageLength]:
    """The lengths of every stage anybody has passed."""
    lengths: dict[str, dict[int, int]] = {}
    last_place: dict[str, int] = {}
    for stage, length, place, last in await conn.execute(_NEIGHBOURS, {"funnel": funnel}):
        lengths.setdefault(stage, {})[place] = length
        last_place[stage] = last
    found = {}
    for stage, known in lengths.items():
        median, p90 = (_seconds(known, last_place[stage], tenths) for tenths in _TENTHS)
        found[stage] = StageLength(median_seconds=median, p90_seconds=p90)
    return found


def _seconds(lengths: dict[int, int], last: int, tenths: int) -> float:
    """The length below which that many tenths lie; places are counted from 0 to `last`."""
    place, part = divmod(last * tenths, 10)
    below = lengths[place]
    above = lengths.get(place + 1, below)
    return (below + (above - below) * part / 10) / MICROSECONDS_A_SECOND
