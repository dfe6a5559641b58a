"""Whom the bot may write to, and what it is told when it may not."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.preview.telegram import ActionError, Person, StandIn

from .world import called, refusal


async def test_an_unknown_chat_is_not_found(bot: Bot) -> None:
    for chat_id in (5, -100500, "@nobody"):
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await bot.send_message(chat_id, "?")


async def test_a_chat_must_be_named(telegram: StandIn) -> None:
    assert await refusal(telegram, "sendMessage", text="?") == "Bad Request: chat_id is empty"


async def test_the_bot_cannot_write_first(bot: Bot, telegram: StandIn) -> None:
    stranger = telegram.person("Борис")
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "?")
    await stranger.starts()
    assert (await bot.send_message(stranger.id, "!")).chat.first_name == "Борис"


async def test_a_blocked_bot_is_told_and_may_write_again_later(bot: Bot, telegram: StandIn, anna: Person) -> None:
    await anna.blocks()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "?")
    with pytest.raises(ActionError, match="must unblock"):
        await anna.writes("!")
    await anna.starts()
    await bot.send_message(anna.id, "?")
    (blocked, unblocked, started) = await bot.get_updates()
    assert blocked.my_chat_member is not None
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert unblocked.my_chat_member is not None
    assert unblocked.my_chat_member.new_chat_member.status == "member"
    assert started.message is not None
    assert started.message.text == "/start"


async def test_messages_are_numbered_within_their_chat(bot: Bot, telegram: StandIn, anna: Person) -> None:
    boris = telegram.person()
    await boris.starts()
    assert (await bot.send_message(anna.id, "?")).message_id == 2
    assert (await bot.send_message(boris.id, "?")).message_id == 2
    assert boris.id == anna.id + 1


async def test_a_chat_and_its_member_can_be_looked_up(bot: Bot, anna: Person) -> None:
    assert (await bot.get_chat(anna.id)).first_name == "Анна"
    assert (await bot.get_chat_member(anna.id, anna.id)).status == "member"
    assert (await bot.get_user_profile_photos(anna.id)).total_count == 0
    with pytest.raises(TelegramBadRequest, match="member not found"):
        await bot.get_chat_member(anna.id, 5)


async def test_a_reply_shows_what_it_replies_to(bot: Bot, telegram: StandIn, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "?")
    reply = await sent.reply("!")
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.message_id == sent.message_id
    lost = {"message_id": 999}
    said = await refusal(telegram, "sendMessage", chat_id=anna.id, text="?", reply_parameters=lost)
    assert said == "Bad Request: message to be replied not found"
    with_leave = {**lost, "allow_sending_without_reply": True}
    await called(telegram, "sendMessage", chat_id=anna.id, text="kept", reply_parameters=with_leave)
    await anna.sees("kept")


async def test_typing_is_seen_and_checked(bot: Bot, telegram: StandIn, anna: Person) -> None:
    with telegram.subscribe() as happenings:
        await bot.send_chat_action(anna.id, "typing")
        happening = await anext(happenings)
    assert (happening.type, happening.person_id, happening.details) == (
        "typing",
        anna.id,
        {"action": "typing"},
    )
    said = await refusal(telegram, "sendChatAction", chat_id=anna.id, action="dance")
    assert said == "Bad Request: wrong parameter action in request"


async def test_protected_content_is_marked(bot: Bot, anna: Person) -> None:
    assert (await bot.send_message(anna.id, "?", protect_content=True)).has_protected_content
