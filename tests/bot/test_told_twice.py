"""What owners command counts once, also when Telegram delivers the command again."""

from typing import Any

from .world import EITHER_WAY, World, until

pytestmark = EITHER_WAY

SCRIPT = """
funnel: walk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - ask: What is your name?
        save: called
"""


async def _again(bot: World, update: dict[str, Any] | None) -> None:
    """Telegram has not heard that the update was taken."""
    assert update is not None
    bot.arrives(**update)
    await until(lambda: len(bot.telegram.updates) == 0)
    await bot.rests()


async def test_an_idea_told_twice_is_kept_once(bot: World) -> None:
    await bot.starts(SCRIPT)
    update = await bot.owner.writes("/hypotheses add only Ask for the name later")
    await bot.owner.sees("Ask for the name later")
    await _again(bot, update)
    await bot.starts_anew()
    await _again(bot, update)
    await bot.owner.writes("/hypotheses done 2")
    await bot.owner.sees("There is no open hypothesis number 2.")
    assert bot.counts("SELECT count(*) FROM hypotheses") == 1


async def test_a_command_whose_update_cannot_be_kept_waits_for_the_database(bot: World) -> None:
    await bot.starts(SCRIPT)
    bot.app.feeder.pause = 0.05
    await bot.changes("ALTER TABLE seen_updates RENAME TO gone")
    await bot.owner.writes("/hypotheses add only Ask for the name later")
    await until(lambda: bool(bot.app.feeder.failures))
    assert bot.counts("SELECT count(*) FROM hypotheses") == 0
    await bot.changes("ALTER TABLE gone RENAME TO seen_updates")
    await bot.owner.sees("Ask for the name later")
    assert bot.counts("SELECT count(*) FROM hypotheses") == 1
