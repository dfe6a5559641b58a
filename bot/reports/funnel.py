"""The funnel's conversion figures, from storage to a report that every form of it is made from."""

from funnels.analytics.conversion import FunnelReport, funnel_report
from funnels.definition.script import Script
from storage.database import Database
from storage.queries.conversion import conversion


async def read_funnel_report(database: Database, script: Script) -> FunnelReport:
    """All journeys of the funnel, first walks only, from the first to now."""
    async with database.read() as connection:
        started, stages, steps = await conversion(connection, script)
    return funnel_report(script.funnel, script.title, started, stages, steps)
