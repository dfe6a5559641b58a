"""`/forecast`: what a cohort would have brought with other conversions, prices or traffic; what a goal needs."""

from bot.reports.forecast.plan import read_plan
from bot.reports.forecast.reckoning import Reckoning
from bot.reports.forecast.tables import tables
from bot.reports.forecast.text import render
from bot.reports.report import Answer, Asked
from storage.queries.flow import baseline


async def read(asked: Asked) -> Answer:
    """The journeys in question as they were, and as they would have been.

    Raises:
        AskedError: the words name no stage or product, or no value that one can have.
    """
    async with asked.database.read() as conn:
        cohort = await baseline(conn, asked.script.stages, asked.question, asked.zone)
    reckoning = Reckoning(baseline=cohort, plan=read_plan(asked.words, asked.script, cohort))
    return Answer(messages=lambda language: render(asked, reckoning, language), tables=tables(reckoning))
