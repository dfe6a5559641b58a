"""`/cohorts`: who started in the same week or month, and what had become of them week by week or month by month."""

from bot.reports.cohorts.picture import picture
from bot.reports.cohorts.reading import read_cohorts
from bot.reports.cohorts.tables import tables
from bot.reports.cohorts.text import render
from bot.reports.report import Answer, Asked


async def read(asked: Asked) -> Answer:
    """The cohorts of the journeys in question."""
    report = await read_cohorts(asked)
    return Answer(
        messages=lambda language: render(asked, report, language),
        tables=tables(report.cohorts),
        picture=(lambda language, theme: picture(asked, report, language, theme)) if report.cohorts else None,
    )
