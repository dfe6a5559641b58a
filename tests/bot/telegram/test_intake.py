"""How updates come in: what is asked for, what the asking outlives, who else may ask, what waited for long."""

from datetime import timedelta

import aiohttp
import pytest

from bot.updates.webhook import SECRET_HEADER
from tests.bot.preview.telegram.world import called, refusal
from tests.bot.shop import GOODS, SHOP, delivered, invoice_of, invoiced, sold
from tests.bot.world import BY_POLLING, BY_WEBHOOK, EITHER_WAY, World, until

from .talk import TALK, heard

NOWHERE = "http://127.0.0.1:9/telegram"


@EITHER_WAY
@pytest.mark.parametrize(
    "fault",
    [{"error": 429, "retry_after": 1}, {"error": 500}, {"error": 502}, {"drop": "before"}],
    ids=lambda fault: "-".join(map(str, fault.values())),
)
async def test_trouble_of_the_asking_itself_is_outlived(bot: World, fault: dict[str, object]) -> None:
    method = "setWebhook" if bot.has_webhook else "getUpdates"
    bot.telegram.faults.order(method=method, **fault)  # type: ignore[arg-type]  # one fault's own fields
    await bot.starts(TALK)
    await until(lambda: not len(bot.telegram.faults))
    anna = bot.telegram.person()
    await anna.starts()
    await anna.sees("Three")
    await until(lambda: bot.app.updates.alive)
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'started'") == 1


@BY_POLLING
async def test_a_webhook_of_another_program_holds_up_polling_until_it_is_gone(bot: World) -> None:
    app = await bot.starts(TALK)
    await until(lambda: bot.telegram.updates.has_reader)
    await called(bot.telegram, "setWebhook", url=NOWHERE)
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: not app.updates.alive)
    anna.sees_nothing_new()
    await called(bot.telegram, "deleteWebhook")
    await anna.sees("Three")


@BY_WEBHOOK
async def test_another_program_that_polls_gets_nothing_while_the_webhook_is_set(bot: World) -> None:
    await bot.starts(TALK)
    await until(lambda: bot.app.updates.alive)
    assert "webhook is active" in await refusal(bot.telegram, "getUpdates")
    anna = bot.telegram.person()
    await anna.starts()
    await anna.sees("Three")


@EITHER_WAY
async def test_the_kinds_that_are_handled_are_asked_for_and_no_others(bot: World) -> None:
    await bot.starts(TALK)
    await until(lambda: bot.telegram.updates.allowed is not None)
    assert bot.telegram.updates.allowed == {
        "message",
        "callback_query",
        "pre_checkout_query",
        "shipping_query",
        "subscription",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
    }


@BY_POLLING
async def test_nobody_can_bring_updates_to_a_bot_that_asks_for_them(bot: World) -> None:
    await bot.starts(TALK)
    body = {"update_id": 1, "message": {"message_id": 1}}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{bot.address}/telegram", json=body, headers={SECRET_HEADER: "secret"}) as answer,
    ):
        assert answer.status == 404


@EITHER_WAY
async def test_what_waited_for_a_day_is_handled_in_its_order_and_money_is_not_dropped(bot: World) -> None:
    await bot.starts(SHOP)
    anna, boris = await invoiced(bot), await bot.meets(language_code="en")
    charge = bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
    await bot.stops()
    crowd = [bot.telegram.person(first_name=f"P{number}", language_code="en") for number in range(30)]
    for person in crowd:
        await person.starts()
    bot.telegram.tell_of_payment(anna.room, charge)
    await boris.writes("/stop")
    await boris.writes("/start")
    bot.clock.move_to(bot.clock.now() + timedelta(hours=23))
    await bot.starts()
    await anna.sees(GOODS)
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1)]
    assert delivered(anna) == 1
    assert all(heard(person) == ["Buy the course."] for person in crowd)
    assert bot.rows("SELECT DISTINCT reach FROM subscribers") == [("active",)]
    assert len(bot.telegram.updates) == 0
