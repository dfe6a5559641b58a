"""`/forecast`: what a cohort would have brought with other conversions, prices or traffic; what a goal needs."""

from bot.reports.forecast.plan import read_plan
from bot.reports.forecast.reading import read_cohort
from bot.reports.forecast.reckoning import Reckoning
from bot.reports.forecast.tables import tables
from bot.reports.forecast.text import render
from bot.reports.report import Answer, Asked


async def read(asked: Asked) -> Answer:
    """The journeys in question as they were, and as they would have been.

    Raises:
        AskedError: the words name no stage or product, or no value that one can have.
    """
    cohort = await read_cohort(asked)
    reckoning = Reckoning(cohort=cohort, plan=read_plan(asked.words, asked.script, cohort.baseline))
    return Answer(messages=lambda language: render(asked, reckoning, language), tables=tables(reckoning))
