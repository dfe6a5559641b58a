"""Channels and groups: who is in them, who asks to be let in, and what Telegram tells of both where it tells."""

from datetime import timedelta

import pytest

from bot.preview.telegram import Person
from tests.bot.test_gate import SCRIPT as GATE
from tests.bot.test_invitations import BY_REQUEST, bought, invitation
from tests.bot.world import EITHER_WAY, World, until

pytestmark = EITHER_WAY


async def _turned_away(bot: World, person: Person) -> None:
    await until(lambda: any(call["user_id"] == str(person.id) for call in bot.calls("declineChatJoinRequest")))
    await bot.rests()


async def test_a_stranger_who_asks_to_join_is_told_why_not_within_five_minutes_and_no_later(bot: World) -> None:
    anna, club = await bought(bot, BY_REQUEST)
    boris, vera = bot.telegram.person(language_code="en"), bot.telegram.person(language_code="en")
    await boris.joins_by(invitation(anna))
    await _turned_away(bot, boris)
    await boris.sees("opens with a purchase")
    await bot.stops()
    await vera.joins_by(invitation(anna))
    bot.clock.move_to(bot.clock.now() + timedelta(minutes=5, seconds=1))
    await bot.starts()
    await _turned_away(bot, vera)
    vera.sees_nothing_new()
    ((reason,),) = bot.rows("SELECT reason FROM outbox WHERE chat_id = ? AND status = 'failed'", vera.id)
    assert "can't initiate conversation with a user" in reason
    await vera.starts()
    await vera.sees("Join us.")
    assert (club.members, club.requests) == (set(), set())


@pytest.mark.parametrize(
    ("let_in", "words"),
    [(False, "HIDE_REQUESTER_MISSING"), (True, "USER_ALREADY_PARTICIPANT")],
    ids=["refused", "let-in"],
)
async def test_a_request_somebody_else_has_answered_is_no_trouble(bot: World, let_in: bool, words: str) -> None:
    anna, club = await bought(bot, BY_REQUEST)
    await bot.stops()
    await anna.joins_by(invitation(anna))
    club.requests.clear()
    club.members |= {anna.id} if let_in else set()
    await bot.starts()
    asked = "approveChatJoinRequest"
    await until(lambda: any(request.method == asked for request in bot.telegram.requests))
    await bot.rests()
    (answer,) = [request.result for request in bot.telegram.requests if request.method == asked]
    assert words in answer["description"]
    assert bot.rows("SELECT status FROM outbox WHERE purpose = 'member'") == [("sent",)]


async def test_a_membership_that_was_told_while_the_bot_was_away_counts(bot: World) -> None:
    club = bot.telegram.channel("@the_club")
    await bot.starts(GATE)
    anna = await bot.meets()
    await anna.sees("Join us.")
    await bot.stops()
    assert await anna.joins(club) is not None
    await bot.starts()
    await anna.sees("Welcome in.")


async def test_a_membership_that_was_never_told_is_asked_for_by_the_button(bot: World) -> None:
    club = bot.telegram.channel("@the_club")
    await bot.starts(GATE)
    anna = await bot.meets()
    await anna.sees("Join us.")
    await anna.presses("I have joined")
    await anna.sees("do not see you")
    club.members.add(anna.id)
    await anna.presses("I have joined")
    await anna.sees("Welcome in.")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (400, ""),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: not enough rights"),
        (403, "Forbidden: bot was kicked from the channel chat"),
    ],
    ids=["no-administrator", "not-found", "no-rights", "kicked"],
)
async def test_where_telegram_does_not_say_who_is_in_the_person_is_let_on_and_the_owner_told(
    bot: World, error: int, words: str
) -> None:
    bot.telegram.channel("@the_club", bot_is_admin=bool(words))
    if words:
        bot.telegram.faults.order(method="getChatMember", error=error, description=words)
    await bot.starts(GATE)
    anna = await bot.meets()
    await anna.sees("Welcome in.")
    told = await bot.owner.sees("The membership cannot be checked")
    assert f"@The_Club: {words or 'Bad Request: member list is inaccessible'}" in told.text
    assert bot.rows("SELECT reach FROM subscribers") == [("active",)]
