"""`/people`: who stands where in a funnel, whoever waits longest first."""

from bot.reports.people.reading import read_people
from bot.reports.people.tables import tables
from bot.reports.people.text import render
from bot.reports.report import Answer, Asked


async def read(asked: Asked) -> Answer:
    """Everybody in the funnel, or in the stage that the words name.

    Raises:
        AskedError: the words are no stage of the funnel.
    """
    people = await read_people(asked)
    return Answer(messages=lambda language: render(asked, people, language), tables=tables(people))
