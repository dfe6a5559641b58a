"""What a person does and sees."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.types import BufferedInputFile

from bot.preview.telegram import ActionError, Person, StandIn

from .world import BOOK, keyboard, picture


async def test_a_start_link_carries_its_payload(bot: Bot, telegram: StandIn) -> None:
    anna = telegram.person()
    await anna.starts("book-1")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start book-1"
    assert [(e.type, e.offset, e.length) for e in update.message.entities or []] == [("bot_command", 0, 6)]


@pytest.mark.parametrize("payload", ["", "a b", "я", "x" * 65])
async def test_a_link_cannot_carry_everything(telegram: StandIn, payload: str) -> None:
    with pytest.raises(ActionError, match="start link"):
        await telegram.person().starts(payload)


@pytest.mark.parametrize("text", ["", "  ", "x" * 4097])
async def test_a_message_is_neither_empty_nor_endless(anna: Person, text: str) -> None:
    with pytest.raises(ActionError, match="a message has at"):
        await anna.writes(text)


async def test_one_sees_what_comes_later(bot: Bot, anna: Person) -> None:
    async with asyncio.TaskGroup() as group:
        seeing = group.create_task(anna.sees("ПРИВЕТ"))
        await asyncio.sleep(0.02)
        assert not seeing.done()
        await bot.send_message(anna.id, "Ну, привет!")
    assert seeing.result().text == "Ну, привет!"


async def test_what_was_seen_is_not_seen_twice(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "1")
    await anna.sees("1")
    with pytest.raises(AssertionError, match=r"does not see '1' within 0\.02 s"):
        await anna.sees("1", within=0.02)
    await bot.send_message(anna.id, "1")
    await anna.sees("1")
    anna.sees_nothing_new()


async def test_the_failure_shows_the_whole_chat(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "Ёж и\nуж", reply_markup=keyboard("да", "нет"))
    await bot.send_invoice(anna.id, **BOOK)
    await anna.writes("ага")
    with pytest.raises(AssertionError) as caught:
        await anna.sees("еж", within=0)
    assert str(caught.value).split("\n\n", 1)[1].splitlines() == [
        "Анна: /start",
        "Voronka: Ёж и",
        "         уж",
        "         [да] [нет]",
        "Voronka: <invoice 100 XTR> Book",
        "         How to begin",
        "         [Pay ⭐️100]",
        "Анна: ага",
    ]


async def test_unseen_messages_are_noticed(bot: Bot, anna: Person) -> None:
    anna.sees_nothing_new()
    await bot.send_message(anna.id, "Вдруг")
    with pytest.raises(AssertionError, match=r"has not yet seen 1 message\(s\), the first: 'Вдруг'"):
        anna.sees_nothing_new()
    assert [message.text for message in anna.reads_all()] == ["Вдруг"]
    anna.sees_nothing_new()


async def test_the_right_thing_is_seen_among_others(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "текст")
    await bot.send_photo(anna.id, BufferedInputFile(picture(), "x.png"), caption="снимок")
    await bot.send_document(anna.id, BufferedInputFile(b"x", "a.pdf"))
    await bot.send_invoice(anna.id, **BOOK)
    assert (await anna.sees_invoice(100)).invoice is not None
    with pytest.raises(AssertionError, match="an invoice of 5"):
        await anna.sees_invoice(5, within=0)
    with pytest.raises(AssertionError, match=r"document b\.pdf"):
        await anna.sees_document("b.pdf", within=0)
    assert (await anna.sees_document("a.pdf")).document is not None
    assert (await anna.sees_photo()).text == "снимок"
    await anna.sees("текст")
    anna.sees_nothing_new()


async def test_persons_have_names_and_ids(telegram: StandIn) -> None:
    vera = telegram.person("Вера", "Павлова", "vera", None, 5000)
    assert (vera.id, vera.name) == (5000, "Вера")
    assert telegram.person().id == 5001
    with pytest.raises(ValueError, match="person 5000 exists already"):
        telegram.person(id=5000)
    assert telegram.persons[5000] is vera
    await vera.starts()
    sender = vera.chat[0].body["from"]
    assert (sender["last_name"], sender["username"], "language_code" in sender) == ("Павлова", "vera", False)


async def test_one_cannot_block_twice_or_pay_nothing(anna: Person) -> None:
    with pytest.raises(AssertionError, match="finds no invoice"):
        await anna.pays()
    with pytest.raises(ActionError, match="has not blocked"):
        await anna.unblocks()
    await anna.blocks()
    with pytest.raises(ActionError, match="has already blocked"):
        await anna.blocks()


async def test_happenings_are_told_in_their_order(bot: Bot, telegram: StandIn, anna: Person) -> None:
    with telegram.subscribe() as happenings:
        await anna.writes("1")
        sent = await bot.send_message(anna.id, "2", reply_markup=keyboard("да"))
        await sent.edit_text("3", reply_markup=keyboard("да"))
        press = await anna.presses("да")
        assert press.query is not None
        await bot.answer_callback_query(press.query.id, "4")
        await sent.delete()
        await anna.blocks()
        await anna.unblocks()
        told = [await anext(happenings) for _ in range(7)]
    assert [(happening.type, happening.person_id) for happening in told] == [
        (kind, anna.id) for kind in ("message", "message", "edited", "toast", "deleted", "blocked", "unblocked")
    ]
    await anna.writes("nobody listens")


async def test_the_end_of_the_world_ends_the_listening() -> None:
    telegram = StandIn()
    listener = telegram.subscribe()
    boris = telegram.person()
    await telegram.close()
    assert [happening.person_id async for happening in listener] == [boris.id]


async def test_a_listener_that_does_not_read_keeps_the_newest(telegram: StandIn, anna: Person) -> None:
    with telegram.subscribe() as happenings:
        for number in range(1001):
            await anna.writes(str(number))
        oldest = await anext(happenings)
    assert oldest.message is not None
    assert oldest.message.text == "1"


async def test_the_transcript_names_payments_and_refunds(bot: Bot, telegram: StandIn, anna: Person) -> None:
    await bot.send_invoice(anna.id, **BOOK)
    async with asyncio.TaskGroup() as group:
        paying = group.create_task(anna.pays())
        (update,) = await bot.get_updates(offset=-1, timeout=5, allowed_updates=["pre_checkout_query"])
        assert update.pre_checkout_query is not None
        await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    charge = paying.result().charge
    assert charge is not None
    await bot.refund_star_payment(anna.id, charge.id)
    assert anna.transcript().splitlines()[-2:] == ["*: paid 100 XTR", "*: refunded 100 XTR"]
