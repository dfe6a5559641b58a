"""`/hypotheses`: what is to be tried at which stage, by whom and until when, and what came of it."""

from bot.reports.hypotheses.picture import drawable, picture
from bot.reports.hypotheses.reading import read_outcomes
from bot.reports.hypotheses.tables import tables
from bot.reports.hypotheses.text import render
from bot.reports.report import Answer, Asked


async def read(asked: Asked) -> Answer:
    """The register of one funnel, with the journeys of all its time."""
    script, today = asked.script, asked.today
    async with asked.database.read() as conn:
        outcomes = await read_outcomes(conn, script, asked.now)
    drawn = drawable(outcomes)
    return Answer(
        messages=lambda language: render(outcomes, script, today, language),
        tables=tables(outcomes),
        picture=(lambda language, theme: picture(drawn, script, language, theme)) if drawn else None,
    )
