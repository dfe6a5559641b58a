"""A funnel that asks two questions, a journey that breaks and is mended, and an owner who opens what failed."""

import json

from bot.preview.telegram import Person
from tests.bot.world import World, until

TALK = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - ask: First?
        save: first
        follow_ups:
          - after: 1 hour
            message: Still there?
      - ask: Second?
        save: second
      - message: "{{ first }}, {{ second }}."
"""


class Breaking:
    """The state of a person's journey, with which the engine can do nothing until it is mended."""

    def __init__(self, bot: World, person: Person) -> None:
        self._bot = bot
        self._person = person
        ((self._whole,),) = bot.rows("SELECT state FROM journeys WHERE subscriber_id = ?", person.id)

    async def strays(self) -> None:
        """It stands at a step that is in no script."""
        await self._has_state(json.dumps(json.loads(self._whole) | {"step": "no.where"}))

    async def is_unreadable(self) -> None:
        """No release has written such a state."""
        await self._has_state("[]")

    async def is_mended(self) -> None:
        await self._has_state(self._whole)

    async def _has_state(self, state: str) -> None:
        quoted = state.replace("'", "''")
        await self._bot.changes(f"UPDATE journeys SET state = '{quoted}' WHERE subscriber_id = {self._person.id}")


async def broken(bot: World, person: Person) -> Breaking:
    """Their journey, which stands at no step of its script now."""
    breaking = Breaking(bot, person)
    await breaking.strays()
    return breaking


def kinds(bot: World) -> list[str]:
    """What is set aside, in its order."""
    return [kind for (kind,) in bot.rows("SELECT kind FROM set_aside ORDER BY id")]


async def sets_aside(bot: World, kind: str) -> None:
    """Wait until one of this kind is all that is set aside."""
    await until(lambda: kinds(bot) == [kind])


async def opened(bot: World, cause: int = 1) -> None:
    """The owner opens this cause of what failed, by default the newest."""
    bot.owner.reads_all()
    await bot.owner.writes("/failed")
    await bot.owner.sees("Failed: ")
    await bot.owner.presses(str(cause))
    await until(lambda: any("Drop all" in button["text"] for button in bot.owner.chat[-1].buttons))


async def plays(bot: World, cause: int = 1) -> None:
    """The owner opens a cause and presses what plays, or sends, its newest again."""
    await opened(bot, cause)
    await bot.owner.presses("▶ 1")


async def nothing_is_left(bot: World) -> None:
    await until(lambda: not kinds(bot))
