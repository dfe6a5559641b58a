"""The page's API around a prospect: the staff's chats, channels to join, the menu button."""

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup

from bot.preview.telegram import Person, StandIn

from .page import OWNER, page_of

DONE = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Done", callback_data="done")]])


async def _owner(bot: Bot, telegram: StandIn) -> Person:
    owner = telegram.person(first_name="Owner", id=OWNER)
    owner.room.started = True
    await bot.send_message(OWNER, "A task", reply_markup=DONE)
    return owner


async def test_the_staffs_chats_are_told_with_their_messages(bot: Bot, telegram: StandIn) -> None:
    async with page_of(telegram) as page:
        assert await page.get("staff") == (200, [])
        await _owner(bot, telegram)
        status, (chat,) = await page.get("staff")
    assert (status, chat["id"], chat["title"]) == (200, OWNER, "Owner")
    assert [message["text"] for message in chat["messages"]] == ["A task"]


async def test_a_press_and_a_reply_come_from_the_owner(bot: Bot, telegram: StandIn) -> None:
    await _owner(bot, telegram)
    place = {"chat": OWNER, "message_id": 1}
    async with page_of(telegram, answer_seconds=0.01) as page:
        assert (await page.post("staff/press", {**place, "row": 0, "column": 0}))[0] == 200
        status, (chat,) = await page.post("staff/reply", {**place, "text": "On it"})
    assert (status, chat["messages"][-1]["text"]) == (201, "On it")
    press, reply = await bot.get_updates()
    assert press.callback_query is not None
    assert (press.callback_query.from_user.id, press.callback_query.data) == (OWNER, "done")
    assert reply.message is not None
    assert reply.message.reply_to_message is not None
    assert reply.message.reply_to_message.text == "A task"


async def test_what_is_not_there_is_refused_in_a_sentence(bot: Bot, telegram: StandIn) -> None:
    await _owner(bot, telegram)
    anna = telegram.person()
    async with page_of(telegram) as page:
        for body in ({"chat": OWNER, "message_id": 9}, {"chat": anna.id, "message_id": 1}, {"chat": OWNER}):
            answer = await page.post("staff/reply", {**body, "text": "Hi"})
            assert answer == (404, {"error": "there is no such message"})
        answer = await page.post(f"persons/{anna.id}/channels", {"channel": "@nowhere", "joined": True})
        assert answer == (404, {"error": "there is no such channel"})


async def test_a_person_joins_and_leaves_and_does_neither_twice(telegram: StandIn) -> None:
    club, anna = telegram.channel("@club", "The club"), telegram.person()
    path = f"persons/{anna.id}/channels"
    async with page_of(telegram) as page:
        for joined in (True, True, False, False):
            status, told = await page.post(path, {"channel": club.id, "joined": joined})
            assert (status, told["joined"], told["link"]) == (200, joined, "https://t.me/club")
            assert (anna.id in club.members) is joined
        _, chat = await page.get(f"persons/{anna.id}/chat")
    assert [channel["title"] for channel in chat["channels"]] == ["The club"]


async def test_the_menu_is_that_of_the_narrowest_scope_in_the_persons_language(bot: Bot, telegram: StandIn) -> None:
    anna, ben = telegram.person(language_code="ru"), telegram.person(language_code="de")
    one, two, three = [BotCommand(command=name, description=name) for name in ("one", "two", "three")]
    async with page_of(telegram) as page:

        async def menu(person: Person) -> list[str]:
            return [entry["command"] for entry in (await page.get(f"persons/{person.id}/chat"))[1]["menu"]]

        assert await menu(anna) == []
        await bot.set_my_commands([one])
        await bot.set_my_commands([two], language_code="ru")
        assert (await menu(anna), await menu(ben)) == (["two"], ["one"])
        await bot.set_my_commands([three], scope=BotCommandScopeChat(chat_id=anna.id))
        assert (await menu(anna), await menu(ben)) == (["three"], ["one"])
        await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=anna.id))
        assert await menu(anna) == ["two"]
