"""Links of the stand-in into its channels: made, used, taken away."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.preview.telegram import StandIn
from bot.preview.telegram.person import ActionError

from .world import MovedClock


async def test_a_link_that_was_revoked_opens_nothing(bot: Bot, telegram: StandIn) -> None:
    club = telegram.channel("@club")
    made = await bot.create_chat_invite_link("@club", name="one", member_limit=1)
    other = await bot.create_chat_invite_link("@club", name="two")
    revoked = await bot.revoke_chat_invite_link("@club", made.invite_link)
    assert (revoked.invite_link, revoked.is_revoked, revoked.name) == (made.invite_link, True, "one")
    anna = telegram.person()
    with pytest.raises(ActionError, match="expired"):
        await anna.joins_by(made.invite_link)
    await anna.joins_by(other.invite_link)
    assert club.members == {anna.id}


async def test_a_link_nobody_has_made_cannot_be_revoked(bot: Bot, telegram: StandIn) -> None:
    telegram.channel("@club")
    with pytest.raises(TelegramBadRequest, match="INVITE_HASH_EXPIRED"):
        await bot.revoke_chat_invite_link("@club", "https://t.me/+nothing")


async def test_only_an_administrator_revokes(bot: Bot, telegram: StandIn) -> None:
    club = telegram.channel("@club")
    made = await bot.create_chat_invite_link("@club")
    club.bot_is_admin = False
    with pytest.raises(TelegramBadRequest, match="not enough rights to manage chat invite link"):
        await bot.revoke_chat_invite_link("@club", made.invite_link)


async def test_whoever_asks_to_join_may_be_written_to_for_five_minutes(
    bot: Bot, telegram: StandIn, clock: MovedClock
) -> None:
    telegram.channel("@club")
    made = await bot.create_chat_invite_link("@club", creates_join_request=True)
    anna, boris = telegram.person(), telegram.person()
    for person in (anna, boris):
        await person.joins_by(made.invite_link)
    clock.move(299)
    await bot.send_message(anna.id, "!")
    await bot.send_message(boris.id, "!")
    await bot.decline_chat_join_request("@club", boris.id)
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await bot.send_message(boris.id, "?")
    clock.move(1)
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await bot.send_message(anna.id, "?")
