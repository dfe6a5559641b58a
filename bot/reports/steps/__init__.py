"""`/steps`: what became of every message of a funnel, and which of them are the worst, beyond chance."""

from bot.reports.report import Answer, Asked
from bot.reports.steps.reading import read_steps
from bot.reports.steps.tables import tables
from bot.reports.steps.text import render


async def read(asked: Asked) -> Answer:
    """The messages."""
    steps = await read_steps(asked)
    return Answer(messages=lambda language: render(asked, steps, language), tables=tables(steps))
