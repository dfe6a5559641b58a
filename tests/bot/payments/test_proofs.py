"""Receipts of transfers on their way to the owners, on both databases: shown, decided upon, and kept with the order."""

import pytest
from sqlalchemy import select

from bot.preview.telegram import Person
from bot.preview.telegram.messages import Message
from storage.selling_tables import ledger as table
from tests.bot.preview.telegram.world import picture
from tests.bot.shop import BY_HAND, GOODS, IT_IS_NOT, MONEY_IS_HERE, PAID, SHOP, claimed
from tests.bot.world import World, until

THANKS = "Thank you, I have the receipt."


async def sends_photo(bot: World, person: Person, caption: str = "") -> list[str]:
    person.reads_all()
    await person.sends_photo(picture(), caption)
    await bot.rests()
    return [message.text for message in person.reads_all()]


def shown(owner: Person) -> list[Message]:
    return [message for message in owner.chat if "Proof of payment" in message.text]


async def history(bot: World) -> list[tuple[str, str]]:
    """The kinds of the lines of the only order, each with the way or the kind of proof."""
    async with bot.app.context.database.read() as connection:
        lines = (await connection.execute(select(table.c.entry, table.c.method).order_by(table.c.id))).all()
    return [(entry, method) for entry, method in lines]


async def test_a_photo_comes_with_the_decision_below_it(bot: World, url: str) -> None:
    await bot.starts(SHOP, database_url=url)
    anna = await claimed(bot)
    (thanks,) = await sends_photo(bot, anna, "from <b>my</b> husband's card")
    assert thanks.startswith(THANKS)
    (notice,) = shown(bot.owner)
    assert notice.photo is not None
    assert notice.text.replace("\N{NO-BREAK SPACE}", " ").startswith("🧾 Proof of payment: The course, ₽100\n")
    assert notice.text.endswith("from <b>my</b> husband's card")
    assert [button["text"] for button in notice.buttons] == [MONEY_IS_HERE, IT_IS_NOT]
    await bot.owner.presses(MONEY_IS_HERE, message=notice)
    await anna.sees(GOODS)
    await bot.rests()
    await until(lambda: "Confirmed" in shown(bot.owner)[0].text)
    assert not list(shown(bot.owner)[0].buttons)
    assert await history(bot) == [
        ("asked", "manual"),
        ("claimed", ""),
        ("proof", "photo"),
        ("paid", "manual"),
        ("delivered", ""),
    ]


async def test_a_pdf_instead_of_the_button_says_that_it_is_paid(bot: World, url: str) -> None:
    await bot.starts(SHOP, database_url=url)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, BY_HAND)
    await anna.sends_document(b"%PDF-1.4", "receipt.pdf", content_type="application/pdf")
    await bot.rests()
    await anna.sees(THANKS)
    (notice,) = shown(bot.owner)
    assert notice.body["document"]["file_name"] == "receipt.pdf"
    await bot.owner.presses(IT_IS_NOT, message=notice)
    refusal = await anna.sees("has not been found yet")
    assert [button["text"] for button in refusal.buttons] == [PAID, "Pay 50\N{NO-BREAK SPACE}⭐"]
    await until(lambda: "Refused" in shown(bot.owner)[0].text)
    await bot.presses(anna, PAID)
    await bot.owner.presses(MONEY_IS_HERE)
    await anna.sees(GOODS)


async def test_the_order_shows_its_receipts_again(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await sends_photo(bot, anna, "at noon")
    await bot.says(anna, "Sent as <Ivan P.>")
    ((order,),) = bot.rows("SELECT name FROM orders")
    bot.owner.reads_all()
    await bot.owner.writes(f"/orders {order}")
    card = await bot.owner.sees("History")
    assert "sent a proof · photo · at noon" in card.text
    assert "sent a proof · Sent as <Ivan P.>" in card.text
    assert [button["text"] for button in card.buttons] == ["Receipts: 1", "Cancel"]
    bot.owner.reads_all()
    await bot.owner.presses("Receipts: 1")
    again = await bot.owner.sees("at noon")
    assert again.photo is not None


async def test_a_receipt_telegram_has_no_longer_is_told(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await sends_photo(bot, anna)
    await bot.changes("UPDATE ledger SET note = 'of-another-bot' WHERE entry = 'proof'")
    ((order,),) = bot.rows("SELECT name FROM orders")
    await bot.owner.writes(f"/orders {order}")
    await bot.owner.sees("History")
    await bot.owner.presses("Receipts: 1")
    await bot.owner.sees("Telegram does not give this receipt out any more")


async def test_receipts_of_several_people_are_not_mixed_up(bot: World) -> None:
    await bot.starts(SHOP)
    anna, boris = await claimed(bot), await claimed(bot)
    await bot.hears_together(anna.sends_photo(picture(), "Anna's"), boris.sends_photo(picture(), "Boris's"))
    await bot.rests()
    for person, caption in ((anna, "Anna's"), (boris, "Boris's")):
        (notice,) = [one for one in shown(bot.owner) if one.text.endswith(caption)]
        assert [entity["user"]["id"] for entity in notice.entities if "user" in entity] == [person.id]
    (of_boris,) = [one for one in shown(bot.owner) if one.text.endswith("Boris's")]
    await bot.owner.presses(MONEY_IS_HERE, message=of_boris)
    await boris.sees(GOODS)
    await bot.rests()
    assert not any(GOODS in message.text for message in anna.chat)


async def test_a_long_caption_leaves_room_for_the_decision(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await sends_photo(bot, anna, "<" * 1024)
    (notice,) = shown(bot.owner)
    await bot.owner.presses(MONEY_IS_HERE, message=notice)
    await until(lambda: "Confirmed" in shown(bot.owner)[0].text)


@pytest.mark.parametrize("words", ["When will you answer?", "12:40, card *1234"])
async def test_words_reach_the_owners_with_the_decision(bot: World, words: str) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    assert (await bot.says(anna, words))[0].startswith("Thank you, that helps to find the payment.")
    (notice,) = shown(bot.owner)
    assert notice.text.endswith(words)
    assert [button["text"] for button in notice.buttons] == [MONEY_IS_HERE, IT_IS_NOT]
