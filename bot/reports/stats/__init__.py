"""`/stats`: how every stage and step of a funnel converts, also beside the period before."""

from dataclasses import replace

from bot.reports.funnel import read_funnel_report
from bot.reports.funnel_picture import funnel_svg
from bot.reports.funnel_text import render
from bot.reports.report import Answer, Asked
from bot.reports.stats.comparison import comparison_table, comparison_text
from bot.reports.stats.tables import tables
from funnels.analytics.comparison import Comparison, compared
from funnels.analytics.conversion import FunnelReport
from funnels.analytics.question import Question


async def read(asked: Asked) -> Answer:
    """The funnel's stages and steps."""
    report = await _read(asked, asked.question)
    comparison = await _compared(asked, report)
    return Answer(
        messages=lambda language: render(
            report, language, beside=comparison_text(comparison, language) if comparison else ""
        ),
        tables=(*tables(report), *([comparison_table(comparison)] if comparison else [])),
        picture=lambda language, theme: funnel_svg(report, language, theme),
    )


async def _compared(asked: Asked, report: FunnelReport) -> Comparison | None:
    """Beside the period before, where that is asked for and there is one."""
    before = asked.question.period.before()
    if not asked.question.compare or before is None:
        return None
    return compared(report, await _read(asked, replace(asked.question, period=before, split=None)))


async def _read(asked: Asked, question: Question) -> FunnelReport:
    return await read_funnel_report(asked.database, asked.script, question, now=asked.now, zone=asked.zone)
