"""What the sources are credited with, from the rollup of the credits."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.attribution import Model
from funnels.analytics.credits import Credit, Share, credit
from funnels.analytics.question import Question
from storage.queries.rows_asked import rows_asked
from storage.rollups.credit_days import FIGURES
from storage.rollups.tables import credit_days


async def credits_by_source(conn: AsyncConnection, question: Question, model: Model) -> dict[str, Credit]:
    """Of the journeys in question, whatever slice is asked for."""
    key = credit_days.c.source, credit_days.c.parts, credit_days.c.currency
    query = (
        select(*key, *(func.sum(credit_days.c[figure]) for figure in FIGURES))
        .where(*rows_asked(credit_days, question), credit_days.c.model == model)
        .group_by(*key)
    )
    return credit(
        Share(source=source, parts=parts, currency=currency, **dict(zip(FIGURES, map(int, sums), strict=True)))
        for source, parts, currency, *sums in await conn.execute(query)
        if any(sums)
    )
