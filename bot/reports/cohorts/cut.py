"""Which weeks or months a question asks for: of an open period, the newest ones in which anybody started."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reports.report import Asked
from funnels.analytics.cohorts import Unit, periods
from storage.queries.cohorts import Cut, first_start


async def read_cut(conn: AsyncConnection, asked: Asked, unit: Unit, *, most: int, stage: str = "") -> Cut | None:
    """At most so many cohorts, the newest of the period; None where nobody has started in it."""
    started = await first_start(conn, asked.question)
    if started is None:
        return None
    last = min(asked.question.period.last or asked.today, asked.today)
    wanted = periods(unit, started, last)[-most:]
    first = wanted[0].first if wanted else None
    if first is None:
        return None
    return Cut(spans=periods(unit, first, asked.today), cohorts=len(wanted), stage=stage)
