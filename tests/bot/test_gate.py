"""The gate: Telegram is asked who is in the channel, and tells who joins."""

from datetime import timedelta

import pytest
from aiogram import types

from bot.members import is_in

from .world import World, until

SCRIPT = """
funnel: walk
language: en
stages:
  - stage: only
    steps:
      - gate: "@The_Club"
        text: Join us.
      - message: Welcome in.
"""


async def test_who_is_in_it_is_let_on_without_a_word(bot: World) -> None:
    club = bot.telegram.channel("@the_club")
    await bot.starts(SCRIPT)
    anna = bot.telegram.person(first_name="Anna")
    club.members.add(anna.id)
    await anna.starts()
    await anna.sees("Welcome in.")
    await bot.rests()
    assert len(anna.chat) == 2
    assert bot.rows("SELECT status, message_id FROM outbox WHERE purpose = 'check'") == [("sent", None)]


@pytest.mark.parametrize(
    ("kind", "fields", "member"),
    [
        (types.ChatMemberOwner, {"status": "creator"}, True),
        (types.ChatMemberAdministrator, {"status": "administrator"}, True),
        (types.ChatMemberMember, {"status": "member"}, True),
        (types.ChatMemberRestricted, {"status": "restricted", "is_member": True}, True),
        (types.ChatMemberRestricted, {"status": "restricted", "is_member": False}, False),
        (types.ChatMemberLeft, {"status": "left"}, False),
        (types.ChatMemberBanned, {"status": "kicked"}, False),
    ],
)
def test_who_is_a_member(kind: type[types.ChatMember], fields: dict[str, object], member: bool) -> None:
    assert is_in(kind.model_construct(**fields)) is member


@pytest.mark.parametrize("words", ["member not found", "PARTICIPANT_ID_INVALID"])
async def test_who_was_never_there_is_asked_to_join(bot: World, words: str) -> None:
    bot.telegram.channel("@the_club")
    bot.telegram.faults.order(method="getChatMember", error=400, description=f"Bad Request: {words}")
    await bot.starts(SCRIPT)
    anna = await bot.meets()
    await anna.sees("Join us.")


async def test_who_joins_is_let_on_at_once(bot: World) -> None:
    club = bot.telegram.channel("@the_club")
    await bot.starts(SCRIPT, public_url="https://example.com")  # other links are counted there
    anna = await bot.meets()
    asked = await anna.sees("Join us.")
    assert [button.get("url") for button in asked.buttons] == ["https://t.me/The_Club", None]
    assert await anna.joins(club) is not None
    await anna.sees("Welcome in.")
    await bot.rests()
    await anna.leaves(club)
    await bot.rests()
    anna.sees_nothing_new()
    assert [event for event, _ in bot.events(anna) if event == "joined"] == ["joined"]


async def test_a_gate_that_is_broken_for_everybody_is_told_once_and_then_counted(bot: World) -> None:
    bot.telegram.channel("@the_club", bot_is_admin=False)
    await bot.starts(SCRIPT)
    people = [await bot.meets() for _ in range(3)]
    for person in people:
        await person.sees("Welcome in.")
    assert len(_told(bot)) == 1
    bot.clock.move_to(bot.clock.now() + timedelta(hours=1, minutes=1))
    await bot.app.ticks.tell_troubles()
    await until(lambda: len(_told(bot)) == 2)
    assert "again in the last hour: 2" in _told(bot)[1]


def _told(bot: World) -> list[str]:
    return [message.text for message in bot.owner.chat if "cannot be checked" in message.text]


@pytest.mark.parametrize(
    "fault", [{"error": 429, "retry_after": 1}, {"error": 502}, {"error": 401}, {"drop": "before"}]
)
async def test_trouble_that_passes_is_waited_for(bot: World, fault: dict[str, object]) -> None:
    bot.telegram.channel("@the_club")
    bot.telegram.faults.order(method="getChatMember", **fault)
    await bot.starts(SCRIPT)
    anna = bot.telegram.person()
    await anna.starts()
    await anna.sees("Join us.", within=8)


async def test_a_question_that_was_not_answered_is_asked_again_after_a_restart(bot: World) -> None:
    bot.telegram.channel("@the_club")
    bot.telegram.faults.order(method="getChatMember", delay=1.0)
    await bot.starts(SCRIPT)
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: not len(bot.telegram.faults))
    await bot.stops()
    anna.sees_nothing_new()
    await bot.starts()
    await anna.sees("Join us.")
    await bot.rests()
    anna.sees_nothing_new()


async def test_members_of_other_channels_are_nobody_here(bot: World) -> None:
    other = bot.telegram.channel("@another")
    await bot.starts(SCRIPT)
    stranger = bot.telegram.person()
    assert await stranger.joins(other) is not None
    await bot.rests()
    assert bot.counts("SELECT count(*) FROM subscribers") == 0
