"""Subscriptions for Stars over HTTP, on both databases: paid by a link, renewed by Telegram, ended by anybody."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.preview.telegram import Person
from bot.preview.telegram.channels import Channel
from bot.preview.telegram.subscriptions import Subscription
from tests.bot.world import World, until

CLUB = """
funnel: club
language: en
start: {default: true}
products:
  month:
    title: A month
    stars: 50
    subscription: true
    remind: 2 days
    deliver: {text: Welcome., invite: "@the_club"}
stages:
  - stage: sale
    steps:
      - offer: month
        text: Join us.
      - message: Anything else?
        buttons: [No]
"""
SUBSCRIBE = "Subscribe: 50\N{NO-BREAK SPACE}⭐ a month"
CANCEL = "Cancel the subscription"
MONTH = timedelta(days=30)


@pytest.fixture
async def club(bot: World, url: str) -> AsyncIterator[Channel]:
    """The bot runs and sells a place in it."""
    channel = bot.telegram.channel("@the_club")
    await bot.starts(CLUB, database_url=url)
    yield channel
    await bot.stops()


async def rows(bot: World, query: str) -> list[tuple[Any, ...]]:
    async with bot.app.context.database.read() as connection:
        return [tuple(row) for row in await connection.execute(text(query))]


async def asked(bot: World) -> tuple[Person, str]:
    """Somebody with the link before them."""
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, SUBSCRIBE)
    return anna, anna.chat[-1].rows[0][0]["url"]


async def subscribed(bot: World) -> tuple[Person, Subscription]:
    anna, link = await asked(bot)
    assert (await anna.pays_link(link)).ok
    await bot.rests()
    (one,) = bot.telegram.subscriptions.of(anna.id)
    return anna, one


def heard(person: Person, words: str) -> int:
    """How often the bot has said it."""
    return sum(words in message.text for message in person.chat if message.author == "bot")


async def kinds(bot: World) -> list[str]:
    return [kind for (kind,) in await rows(bot, "SELECT kind FROM payments ORDER BY received_at")]


async def state(bot: World) -> str:
    ((found,),) = await rows(bot, "SELECT subscription FROM orders")
    return str(found)


async def history(bot: World) -> list[str]:
    return [entry for (entry,) in await rows(bot, "SELECT entry FROM ledger ORDER BY id")]


@pytest.mark.usefixtures("club")
async def test_it_is_sold_by_a_link_and_says_how_to_end_it(bot: World) -> None:
    anna, link = await asked(bot)
    (made,) = bot.calls("createInvoiceLink")
    assert (made["subscription_period"], made["currency"]) == ("2592000", "XTR")
    assert "50\N{NO-BREAK SPACE}⭐ every 30 days until you cancel" in anna.chat[-1].text
    assert (await anna.pays_link(link)).ok
    await anna.sees("Welcome.")
    assert (await anna.sees("You are subscribed")).rows[0][0]["text"] == CANCEL
    await bot.rests()
    assert await rows(bot, "SELECT status, subscription FROM orders") == [("delivered", "active")]
    assert (await anna.pays_link(link, timeout=2)).error_message == "You have this already, no need to pay."


async def test_telegram_renews_it_and_each_renewal_is_a_payment_of_its_own(bot: World, club: Channel) -> None:
    anna, _ = await subscribed(bot)
    await anna.joins(club)
    await bot.passes(days=65)
    assert await kinds(bot) == ["whole", "renewal", "renewal"]
    assert await history(bot) == ["asked", "paid", "delivered", "renewal", "renewal"]
    assert (heard(anna, "Welcome."), heard(anna, "renews by itself on"), heard(anna, "is paid until")) == (1, 2, 2)
    assert heard(bot.owner, "A subscription was renewed: A month") == 2
    assert anna.id in club.members
    assert not bot.calls("banChatMember")


@pytest.mark.usefixtures("club")
async def test_a_renewal_told_twice_counts_once(bot: World) -> None:
    anna, _ = await subscribed(bot)
    await bot.passes(days=30)
    told = [message.body for message in anna.chat if "successful_payment" in message.body]
    for body in told:
        bot.arrives(message=body)
    await bot.rests()
    assert await kinds(bot) == ["whole", "renewal"]
    assert heard(anna, "is paid until") == 1
    assert heard(bot.owner, "Paid a second time") == 0


@pytest.mark.usefixtures("club")
async def test_a_renewal_told_before_the_first_payment(bot: World) -> None:
    anna, link = await asked(bot)
    payments, invoice = bot.telegram.payments, bot.telegram.payments.links[link]
    first = payments.charge(anna.room.user, invoice)
    second = payments.charge(anna.room.user, invoice, renews_until=bot.clock.now() + 2 * MONTH)
    for charge in (second, first):
        bot.telegram.tell_of_payment(anna.room, charge)
    await bot.rests()
    assert sorted(await kinds(bot)) == ["renewal", "whole"]
    assert heard(anna, "Welcome.") == 1
    bot.telegram.subscriptions.begin(first)
    await bot.presses(anna, CANCEL)
    (call,) = bot.calls("editUserStarSubscription")
    assert call["telegram_payment_charge_id"] == first.id


async def test_one_press_cancels_it_and_access_lasts_as_long_as_it_is_paid(bot: World, club: Channel) -> None:
    anna, one = await subscribed(bot)
    await anna.joins(club)
    await anna.presses(CANCEL)
    await anna.sees_toast("Cancelling…")
    await anna.sees("is cancelled, nothing more will be charged")
    await bot.rests()
    assert (one.state, await state(bot)) == ("canceled", "cancelled")
    await bot.passes(days=29)
    assert anna.id in club.members
    await bot.passes(days=2)
    assert await kinds(bot) == ["whole"]
    assert (anna.id in club.members, heard(anna, "has ended")) == (False, 1)
    assert (await history(bot))[-1] == "subscription_cancelled"


@pytest.mark.usefixtures("club")
async def test_what_is_done_in_telegram_is_told_once(bot: World) -> None:
    anna, one = await subscribed(bot)
    bot.telegram.subscriptions.cancel(one)
    await anna.sees("is cancelled")
    bot.telegram.subscriptions.resume(one)
    await anna.sees("renews by itself again")
    bot.arrives(
        subscription={"user": anna.room.user, "invoice_payload": one.invoice.payload, "state": "active"},
    )
    bot.arrives(subscription={"user": anna.room.user, "invoice_payload": one.invoice.payload, "state": "surprising"})
    await bot.passes(days=31)
    assert (heard(anna, "is cancelled"), heard(anna, "renews by itself again")) == (1, 1)
    assert await kinds(bot) == ["whole", "renewal"]


async def test_without_stars_the_person_is_told_what_to_do_and_loses_access_a_day_later(
    bot: World, club: Channel
) -> None:
    anna, one = await subscribed(bot)
    await anna.joins(club)
    bot.telegram.subscriptions.take_stars(one)
    await bot.passes(days=30)
    told = await anna.sees("was not renewed")
    assert told.rows[0][0]["text"] == SUBSCRIBE
    assert (await state(bot), anna.id in club.members) == ("failed", True)
    await bot.passes(days=1)
    await anna.sees("has ended")
    await bot.rests()
    assert (await kinds(bot), club.members) == (["whole"], set())


async def test_with_stars_in_time_it_goes_on_and_after_the_end_it_begins_anew(bot: World, club: Channel) -> None:
    anna, one = await subscribed(bot)
    await anna.joins(club)
    bot.telegram.subscriptions.take_stars(one)
    await bot.passes(days=30, hours=5)
    bot.telegram.subscriptions.give_stars(one)
    await bot.rests()
    assert (await kinds(bot), await state(bot)) == (["whole", "renewal"], "active")
    bot.telegram.subscriptions.take_stars(one)
    await bot.passes(days=40)
    assert club.members == set()
    bot.telegram.subscriptions.give_stars(one)
    await bot.rests()
    assert (await kinds(bot), heard(anna, "Welcome.")) == (["whole", "renewal", "renewal"], 2)


@pytest.mark.usefixtures("club")
async def test_what_telegram_does_not_cancel_is_told_and_what_fails_for_now_is_tried_again(bot: World) -> None:
    anna, one = await subscribed(bot)
    bot.telegram.faults.order(
        method="editUserStarSubscription", error=400, description="Bad Request: CHARGE_ID_INVALID"
    )
    await bot.presses(anna, CANCEL)
    assert heard(anna, "Please cancel it in Telegram") == 1
    assert "CHARGE_ID_INVALID" in (await bot.owner.sees("could not be cancelled")).text
    assert (one.state, await state(bot)) == ("active", "active")
    bot.telegram.faults.order(method="editUserStarSubscription", error=502)
    await anna.presses(CANCEL)
    await bot.passes(seconds=5)
    await anna.sees("is cancelled", within=8)
    assert one.state == "canceled"


@pytest.mark.usefixtures("club")
async def test_stop_does_not_hide_that_it_goes_on(bot: World) -> None:
    anna, one = await subscribed(bot)
    await anna.writes("/stop")
    assert (await anna.sees("stays all the same")).rows[0][0]["text"] == CANCEL
    await bot.passes(days=30)
    assert await kinds(bot) == ["whole", "renewal"]
    await bot.presses(anna, CANCEL)
    assert one.state == "canceled"
    await bot.passes(days=40)
    assert await kinds(bot) == ["whole", "renewal"]


async def test_whoever_blocks_the_bot_is_renewed_all_the_same_and_nothing_is_hidden(bot: World, club: Channel) -> None:
    anna, _ = await subscribed(bot)
    await anna.joins(club)
    await anna.blocks()
    await bot.passes(days=31)
    assert await kinds(bot) == ["whole", "renewal"]
    assert heard(bot.owner, "A subscription was renewed") == 1
    assert anna.id in club.members


async def test_it_goes_on_when_the_script_sells_it_no_more(bot: World, url: str, club: Channel) -> None:
    anna, _ = await subscribed(bot)
    await anna.joins(club)
    other = CLUB.replace("  month:", "  year:").replace("offer: month", "offer: year")
    await bot.starts_anew(other, database_url=url)
    await bot.passes(days=31)
    assert (await kinds(bot), heard(anna, "is paid until")) == (["whole", "renewal"], 1)
    await bot.presses(anna, CANCEL)
    await bot.passes(days=31)
    assert club.members == set()


@pytest.mark.usefixtures("club")
async def test_its_journey_may_be_over(bot: World) -> None:
    anna, _ = await subscribed(bot)
    await bot.presses(anna, "No")
    await bot.passes(days=31)
    assert await kinds(bot) == ["whole", "renewal"]


@pytest.mark.usefixtures("club")
async def test_one_of_somebody_else_is_a_stray_payment(bot: World) -> None:
    anna, link = await asked(bot)
    boris = await bot.meets()
    charge = bot.telegram.payments.charge(boris.room.user, bot.telegram.payments.links[link])
    bot.telegram.tell_of_payment(boris.room, charge)
    bot.telegram.subscriptions.begin(charge)
    told = {"user": boris.room.user, "invoice_payload": charge.invoice.payload, "state": "canceled"}
    bot.arrives(subscription=told)
    await bot.owner.sees("A payment without an order")
    await bot.rests()
    assert (await kinds(bot), heard(anna, "Welcome."), heard(boris, "is cancelled")) == (["stray"], 0, 0)
    (one,) = bot.telegram.subscriptions.of(boris.id)
    assert one.state == "canceled"


@pytest.mark.usefixtures("club")
@pytest.mark.parametrize("cancelled_first", [True, False])
async def test_a_renewal_and_a_cancellation_may_be_told_in_any_order(bot: World, *, cancelled_first: bool) -> None:
    anna, one = await subscribed(bot)
    invoice, until = one.invoice, one.until + one.period
    one.state = "canceled"
    told = {"user": anna.room.user, "invoice_payload": invoice.payload, "state": "canceled"}
    await bot.passes(days=29)
    for cancels in (cancelled_first, not cancelled_first):
        if cancels:
            bot.arrives(subscription=told)
        else:
            charge = bot.telegram.payments.charge(anna.room.user, invoice, renews_until=until)
            bot.telegram.tell_of_payment(anna.room, charge)
    await bot.passes(days=20)
    assert (await kinds(bot), await state(bot)) == (["whole", "renewal"], "cancelled")
    assert (heard(anna, "is cancelled"), heard(anna, "is paid until"), heard(anna, "has ended")) == (1, 1, 0)
    await bot.passes(days=12)
    assert heard(anna, "has ended") == 1


@pytest.mark.usefixtures("club")
async def test_owners_see_it_and_end_it(bot: World) -> None:
    anna, one = await subscribed(bot)
    ((order,),) = await rows(bot, "SELECT name FROM orders")
    await bot.owner.writes(f"/orders {order}")
    card = await bot.owner.sees("a subscription, paid until")
    await bot.owner.presses(CANCEL, message=card)
    await anna.sees("is cancelled")
    await bot.rests()
    assert one.state == "canceled"
    await bot.owner.writes(f"/orders {order}")
    card = await bot.owner.sees("a cancelled subscription, paid until")
    assert CANCEL not in [button["text"] for button in card.buttons]
    assert "the subscription was cancelled" in card.text


async def test_money_back_for_a_renewal_ends_the_subscription(bot: World, club: Channel) -> None:
    anna, one = await subscribed(bot)
    await anna.joins(club)
    await bot.passes(days=35)
    ((order,),) = await rows(bot, "SELECT name FROM orders")
    await bot.owner.writes(f"/orders {order}")
    card = await bot.owner.sees("a subscription, paid until")
    await bot.owner.presses("Refund…", message=card)
    await until(lambda: "the subscription is cancelled with it" in card.text)
    first, second, _ = (button["text"] for button in card.buttons)
    assert first.startswith("Give back 50")
    assert first != second
    await bot.owner.presses(second, message=card)
    await anna.sees("on its way back")
    await anna.sees("is cancelled, nothing more will be charged")
    await bot.rests()
    assert (one.state, club.members) == ("canceled", set())
    assert await rows(bot, "SELECT status, subscription FROM orders") == [("refunded", "cancelled")]


@pytest.mark.usefixtures("club")
async def test_telegram_may_ask_before_a_renewal(bot: World) -> None:
    anna, link = await asked(bot)
    assert (await anna.pays_link(link)).ok
    await bot.passes(days=29, hours=1)
    assert (await anna.pays_link(link)).ok
    await bot.rests()
    assert await kinds(bot) == ["whole", "extra"]
    first, second = bot.telegram.subscriptions.of(anna.id)
    assert (first.state, second.state) == ("active", "canceled")


@pytest.mark.usefixtures("club")
async def test_a_renewal_that_was_never_told_is_found_and_taken_in(bot: World) -> None:
    anna, one = await subscribed(bot)
    await bot.passes(days=29, hours=23)
    one.until += one.period  # Telegram takes it while nobody listens
    bot.telegram.payments.charge(anna.room.user, one.invoice, renews_until=one.until)
    await bot.passes(minutes=10)
    await bot.owner.writes("/reconcile")
    await bot.owner.sees("Telegram has this payment, the bot does not know it")
    await bot.owner.presses("Put right")
    await anna.sees("is paid until")
    await bot.rests()
    assert (await kinds(bot), await history(bot)) == (["whole", "renewal"], ["asked", "paid", "delivered", "renewal"])
    await bot.passes(days=20)
    assert heard(anna, "has ended") == 0
