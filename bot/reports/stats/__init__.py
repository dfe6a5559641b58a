"""`/stats`: how every stage and step of a funnel converts, as a picture, a text and two tables."""

from bot.reports.funnel import read_funnel_report
from bot.reports.funnel_picture import funnel_svg
from bot.reports.funnel_text import render
from bot.reports.report import Answer, Asked
from bot.reports.stats.tables import tables


async def read(asked: Asked) -> Answer:
    """The funnel's stages and steps."""
    report = await read_funnel_report(asked.database, asked.script)
    return Answer(
        messages=lambda language: render(report, language),
        tables=tables(report),
        picture=lambda language, theme: funnel_svg(report, language, theme),
    )
