"""Channels of the stand-in: who may look into them, what the bot learns, and groups it is written in."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from bot.preview.telegram import ActionError, StandIn


async def test_the_administrator_sees_who_is_in_whatever_the_name_is_written_like(bot: Bot, telegram: StandIn) -> None:
    club = telegram.channel("@The_Club")
    anna = telegram.person()
    assert (await bot.get_chat_member("@the_club", anna.id)).status == "left"
    await anna.joins(club)
    assert (await bot.get_chat_member(club.id, anna.id)).status == "member"
    assert telegram.channel("@THE_CLUB") is club


async def test_who_is_no_administrator_sees_nobody(bot: Bot, telegram: StandIn) -> None:
    telegram.channel("@club", bot_is_admin=False)
    with pytest.raises(TelegramBadRequest, match="member list is inaccessible"):
        await bot.get_chat_member("@club", telegram.person().id)


@pytest.mark.parametrize("name", ["@nowhere", "-1005"])
async def test_a_channel_nobody_has_made_is_not_found(bot: Bot, telegram: StandIn, name: str) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.get_chat_member(name, telegram.person().id)


async def test_a_stranger_to_the_bot_is_not_found_in_it(bot: Bot, telegram: StandIn) -> None:
    telegram.channel("-1005")
    with pytest.raises(TelegramBadRequest, match="user not found"):
        await bot.get_chat_member("-1005", 999)


async def test_joining_is_told_only_to_an_administrator_who_asked(telegram: StandIn) -> None:
    club, closed = telegram.channel("@club"), telegram.channel("@closed", bot_is_admin=False)
    anna = telegram.person()
    assert await anna.joins(club) is None
    telegram.updates.allow(["chat_member"])
    assert await anna.joins(closed) is None
    update = await anna.leaves(club)
    assert update is not None
    change = update["chat_member"]
    assert (change["chat"]["username"], change["new_chat_member"]["status"]) == ("club", "left")


async def test_nobody_joins_or_leaves_twice(telegram: StandIn) -> None:
    club, anna = telegram.channel("@club"), telegram.person(first_name="Anna")
    with pytest.raises(ActionError, match="Anna is not in club"):
        await anna.leaves(club)
    await anna.joins(club)
    with pytest.raises(ActionError, match="Anna is already in club"):
        await anna.joins(club)


async def test_in_a_group_everybody_writes_for_themselves(bot: Bot, telegram: StandIn) -> None:
    group, anna = telegram.group("Staff", -1007), telegram.person()
    sent = await bot.send_message(-1007, "Hello")
    assert (sent.chat.type, sent.chat.title) == ("supergroup", "Staff")
    update = await anna.writes("Hi", to=await group.sees("Hello"))
    assert update is not None
    said = update["message"]
    assert (said["from"]["id"], said["chat"]["id"]) == (anna.id, -1007)
    assert (said["reply_to_message"]["message_id"], said["reply_to_message"]["text"]) == (sent.message_id, "Hello")
