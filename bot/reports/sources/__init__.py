"""`/sources`: the three linked funnels of each source or campaign: ads bring people, people become leads, leads buy."""

from bot.reports.report import Answer, Asked
from bot.reports.sources.figures import read_sources
from bot.reports.sources.tables import tables
from bot.reports.sources.text import render
from bot.reports.sources.wish import read_wish


async def read(asked: Asked) -> Answer:
    """What the sources brought and cost; words name the touch that counts."""
    report = await read_sources(asked, read_wish(asked.question, asked.words))
    return Answer(messages=lambda language: render(asked, report, language), tables=tables(report))
