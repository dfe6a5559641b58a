"""`/tests`: every experiment of a funnel with its variants, which may be best, and whether that can be said yet."""

from bot.reports.experiments.picture import picture
from bot.reports.experiments.reading import read_experiments
from bot.reports.experiments.tables import tables
from bot.reports.experiments.text import render
from bot.reports.report import Answer, Asked


async def read(asked: Asked) -> Answer:
    """The experiments."""
    async with asked.database.read() as conn:
        experiments = await read_experiments(conn, asked.script, asked.question)
    title, period = asked.script.title or asked.script.funnel, asked.question.period
    seen = [one for one in experiments if one.people]
    return Answer(
        messages=lambda language: render(asked, experiments, language),
        tables=tables(experiments),
        picture=(lambda language, theme: picture(seen, title, period, language, theme)) if seen else None,
    )
