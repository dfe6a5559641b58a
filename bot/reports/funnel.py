"""The funnel's conversion figures, from storage to a report that every form of it is made from."""

from dataclasses import replace
from datetime import datetime, tzinfo

from funnels.analytics.conversion import FunnelReport, Part, funnel_report, stage_figures
from funnels.analytics.maturity import matured
from funnels.analytics.question import Question
from funnels.definition.script import Script
from storage.database import Database
from storage.queries.conversion import conversion


async def read_funnel_report(
    database: Database, script: Script, question: Question, *, now: datetime, zone: tzinfo
) -> FunnelReport:
    """What the question finds by `now`; its days are those of the zone."""
    async with database.read() as connection:
        found = await conversion(connection, script, question)
    parts = (
        Part(value=value, started=part.started, stages=stage_figures(part.started, part.stages, question))
        for value, part in found.parts.items()
    )
    return replace(
        funnel_report(
            script.funnel, script.title, found.whole.started, found.whole.stages, found.steps, question=question
        ),
        parts=tuple(sorted(parts, key=lambda part: (-part.started, part.value))),
        usual_seconds=found.usual.total_seconds() if found.usual else None,
        matured=matured(found.days, found.usual, now, zone) if found.usual else None,
    )
