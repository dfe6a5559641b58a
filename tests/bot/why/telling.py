"""What the staff are told of a person, and what it must be: a file a story and language."""

from pathlib import Path

from bot.preview.telegram import Person
from bot.why.reading import Told, read
from bot.why.text import pages
from funnels.definition.visible import visible_text
from tests.bot.world import World

GOLDEN = Path(__file__).parent / "golden"
NBSP = "\N{NO-BREAK SPACE}"


async def asked(bot: World, words: str, by: Person | None = None) -> str:
    """What `/why` answers, in English."""
    who = by or bot.owner
    who.reads_all()
    await who.writes(f"/why {words}".strip())
    answer = await who.sees("")
    return answer.text.replace(NBSP, " ")


async def story(bot: World, person: Person, funnel: str = "") -> Told:
    """What is read for the answer."""
    context = bot.app.context
    told = await read(context.database, context.runner.catalogue, person.id, funnel, context.clock.now())
    assert told is not None
    return told


async def is_told(bot: World, person: Person, name: str) -> None:
    """Both languages say what the files of this name say; English is asked of the bot."""
    russian = visible_text(pages(await story(bot, person), "ru")[0]).replace(NBSP, " ")
    assert await asked(bot, str(person.id)) == _golden(name, "en")
    assert russian == _golden(name, "ru")


def _golden(name: str, language: str) -> str:
    return (GOLDEN / f"{name}.{language}.txt").read_text(encoding="utf-8").removesuffix("\n")
