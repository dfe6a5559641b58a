"""Groups that became supergroups: their new number is learned once and used from then on."""

from aiogram.methods import SendMessage

from bot.preview.telegram import Person

from .world import EITHER_WAY, World, until

SCRIPT = """
funnel: walk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - handoff: "{{ first_name }} wants a project"
        text: A manager will write here.
      - message: Goodbye.
"""
OLD, NEW = -100888, -100889
BACK = "Give back to the bot"


def _moves(bot: World) -> Person:
    """The group, by its new number; Telegram will say so once."""
    bot.telegram.faults.order(method="sendMessage", chat_id=OLD, migrate_to_chat_id=NEW)
    return bot.telegram.group("Managers", NEW)


def _written_to(bot: World) -> list[int]:
    """The groups that messages went to."""
    return [int(sent["chat_id"]) for sent in bot.calls("sendMessage") if int(sent["chat_id"]) < 0]


def _told(bot: World) -> list[str]:
    return [message.text for message in bot.owner.chat if "supergroup" in message.text]


@EITHER_WAY
async def test_it_is_asked_for_once_and_the_owners_are_told_once(bot: World) -> None:
    group = _moves(bot)
    await bot.starts(SCRIPT, manager_ids=[OLD])
    asked = bot.asked()
    for name in ("Anna", "Boris"):
        await bot.meets(first_name=name)
        await group.sees(f"{name} wants a project")
    assert [request.chat_id for _, request in asked if isinstance(request, SendMessage)].count(OLD) == 1
    await bot.rests()
    (told,) = _told(bot)
    assert str(OLD) in told
    assert str(NEW) in told


async def test_it_is_known_after_a_restart(bot: World) -> None:
    _moves(bot)
    await bot.starts(SCRIPT, manager_ids=[OLD])
    await bot.meets()
    await bot.starts_anew(manager_ids=[OLD])
    await bot.meets()
    assert _written_to(bot) == [NEW, NEW]
    assert len(_told(bot)) == 1


async def test_what_cannot_be_kept_is_asked_for_again(bot: World) -> None:
    await bot.starts(SCRIPT, manager_ids=[OLD])
    await bot.changes("ALTER TABLE moved_groups RENAME TO gone")
    group = _moves(bot)
    await bot.telegram.person(first_name="Anna").starts()
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE attempts = 1") == 1)
    group.sees_nothing_new()
    await bot.changes("ALTER TABLE gone RENAME TO moved_groups")
    bot.telegram.faults.order(method="sendMessage", chat_id=OLD, migrate_to_chat_id=NEW)
    await bot.passes(minutes=1)
    await group.sees("Anna wants a project")
    assert len(_told(bot)) == 1


@EITHER_WAY
async def test_who_writes_in_the_group_is_staff_as_before(bot: World) -> None:
    group = _moves(bot)
    await bot.starts(SCRIPT, manager_ids=[OLD])
    anna = await bot.meets()
    notice = await group.sees("The chat is yours")
    manager = bot.telegram.person(first_name="Maria")
    await manager.presses(BACK, message=notice)
    await anna.sees("Goodbye.")


async def test_a_group_that_is_not_of_the_staff_makes_nobody_staff(bot: World) -> None:
    group = _moves(bot)
    await bot.starts(SCRIPT, manager_ids=[OLD])
    await bot.meets()
    notice = await group.sees("The chat is yours")
    await bot.starts_anew(manager_ids=[bot.owner.id])
    stranger = bot.telegram.person(first_name="Mallory")
    await stranger.presses(BACK, message=notice)
    await stranger.sees_toast("This button is for the staff.")
