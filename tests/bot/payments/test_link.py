"""A checkout page outside: what its link carries, and what becomes of what it reports."""

import asyncio
import hashlib
import hmac
import json
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot.errors import StartError
from bot.preview.telegram import Person
from bot.signing import signed
from bot.tasks import spawn
from tests.bot.shop import GOODS, delivered
from tests.bot.world import OWNER, World, until

from .cashiers import Link, page_of

SHOP = """
funnel: shop
language: en
start: {default: true}
products:
  course:
    title: Tea & course
    price: 100 RUB
    pay: [link]
    deliver: {text: Here is the course.}
stages:
  - stage: sale
    steps:
      - offer: course
        text: Buy the course.
"""


async def asked(bot: World) -> Person:
    await bot.starts(SHOP, **Link(bot).settings())
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, "Pay ₽100 online")
    return anna


async def reports(bot: World, **changed: object) -> int:
    """The page reports a payment of the only order, with something else in it; the status it was answered."""
    orders = bot.rows("SELECT name FROM orders")
    return await reports_of(bot, **{"order": orders[0][0] if orders else "", **changed})


async def reports_of(bot: World, **changed: object) -> int:
    said = {"amount": 10_000, "currency": "RUB", "charge": "17", **changed}
    return await Link(bot).tells(bot, json.dumps(said).encode())


async def test_the_link_says_what_to_pay_and_its_signature_proves_it(bot: World) -> None:
    anna = await asked(bot)
    query = {name: values[0] for name, values in parse_qs(urlsplit(page_of(anna)).query).items()}
    signature = query.pop("signature")
    ((order,),) = bot.rows("SELECT name FROM orders")
    assert query == {"order": order, "sum": "10000", "currency": "RUB", "what": "Tea & course"}
    assert signature == hmac.new(Link.secret.encode(), f"{order}|10000|RUB".encode(), hashlib.sha256).hexdigest()
    assert any("“Tea & course”, ₽100 to pay." in message.text for message in anna.chat)


async def test_asked_again_it_is_the_same_link(bot: World) -> None:
    anna = await asked(bot)
    first = page_of(anna)
    await bot.passes(minutes=2)
    await bot.presses(anna, "Pay ₽100 online")
    assert [page_of(anna), sum("to pay." in message.text for message in anna.chat)] == [first, 2]


async def test_too_little_is_put_before_the_owners(bot: World) -> None:
    anna = await asked(bot)
    assert await reports(bot, amount=9_999) == 200
    await bot.owner.sees("Not what was asked has arrived")
    await bot.rests()
    assert delivered(anna) == 0
    assert bot.rows("SELECT kind FROM payments") == [("short",)]


@pytest.mark.parametrize("order", ["", "invoice 7", "999:shop:1:1:0", "1" * 150])
async def test_an_order_nobody_has_is_a_payment_for_the_owners(bot: World, order: str) -> None:
    await bot.starts(SHOP, **Link(bot).settings())
    assert await reports(bot, order=order or "?") == 200
    assert await reports(bot, order=order or "?") == 200
    await bot.owner.sees("A payment without an order: ₽100")
    await bot.rests()
    assert sum("without an order" in message.text for message in bot.owner.chat) == 1
    assert bot.rows("SELECT charge, kind, payload, payer, order_name FROM payments") == [
        ("link:17", "stray", order or "?", 0, None)
    ]
    assert bot.counts("SELECT count(*) FROM subscribers") == 0


async def test_a_payment_of_nobody_goes_back_and_makes_nobody_a_subscriber(bot: World) -> None:
    await bot.starts(SHOP, **Link(bot).settings())
    assert await reports(bot, order="?") == 200
    await bot.owner.sees("A payment without an order: ₽100")
    await bot.owner.writes("/refund link:17 40 was late")
    await bot.owner.sees("is written down")
    await until(lambda: bot.rows("SELECT status, amount, staff FROM refunds") == [("done", 4_000, OWNER)])
    await bot.owner.writes("/refund link:17")
    await until(lambda: bot.rows("SELECT amount FROM refunds ORDER BY amount") == [(4_000,), (6_000,)])
    assert bot.counts("SELECT count(*) FROM subscribers") == 0


async def test_a_currency_is_the_same_in_small_letters(bot: World) -> None:
    anna = await asked(bot)
    assert await reports(bot, currency="rub") == 200
    await anna.sees(GOODS)


async def test_what_could_not_be_kept_is_to_be_told_again(bot: World) -> None:
    anna = await asked(bot)
    ((order,),) = bot.rows("SELECT name FROM orders")
    await bot.changes("ALTER TABLE orders RENAME TO gone")
    assert await reports_of(bot, order=order) == 503
    await bot.changes("ALTER TABLE gone RENAME TO orders")
    assert await reports_of(bot, order=order) == 200
    await anna.sees(GOODS)


async def test_it_is_answered_only_when_it_is_kept(bot: World) -> None:
    anna = await asked(bot)
    async with bot.app.context.database.write():
        report = spawn(reports(bot), name="report")
        done, _ = await asyncio.wait((report,), timeout=0.3)
        assert not done
    assert await report == 200
    assert bot.rows("SELECT kind FROM payments") == [("whole",)]
    await anna.sees(GOODS)


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": 0},
        {"amount": -10_000},
        {"amount": "10000"},
        {"amount": True},
        {"amount": 10**13},
        {"charge": ""},
        {"charge": 17},
        {"charge": "1" * 201},
        {"currency": None},
        {"order": ["1"]},
        {"order": "1\0"},
    ],
    ids=str,
)
async def test_a_report_that_makes_no_sense_is_refused(bot: World, changed: dict[str, object]) -> None:
    await asked(bot)
    assert await reports(bot, **changed) == 400
    assert bot.rows("SELECT charge FROM payments") == []


@pytest.mark.parametrize("body", [b"", b"[]", b"17", b"\xff", b"{", b'"paid"'])
async def test_what_is_no_object_is_refused_in_words(bot: World, body: bytes) -> None:
    await asked(bot)
    headers = signed(body, Link.secret.encode(), bot.clock.now())
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{bot.address}/pay/link", data=body, headers=headers) as answer,
    ):
        assert answer.status == 400
        assert set(await answer.json()) == {"error", "remedy"}


@pytest.mark.parametrize("timestamp", ["", "0", "-1", "now", "9" * 11, "9" * 40, "١٢٣"])
async def test_a_time_that_is_none_is_refused(bot: World, timestamp: str) -> None:
    await asked(bot)
    body = b"{}"
    digest = hmac.new(Link.secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"X-Voronka-Timestamp": timestamp, "X-Voronka-Signature": f"v1={digest}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{bot.address}/pay/link", data=body, headers=headers) as answer,
    ):
        assert answer.status == 401


async def test_a_body_too_long_is_not_read(bot: World) -> None:
    await asked(bot)
    assert await reports(bot, more="x" * 300_000) == 413


@pytest.mark.parametrize(("language", "words"), [("ru", "Вернуться в чат"), ("en", "Back to the chat")])
async def test_the_page_leads_back_to_the_bot(bot: World, language: str, words: str) -> None:
    await asked(bot)
    url = f"{bot.address}/pay/done?language={language}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        page = await answer.text()
    assert words in page
    assert f"https://t.me/{bot.app.me.username}" in page


async def test_settings_that_are_missing_are_named_at_the_start(bot: World) -> None:
    with pytest.raises(StartError, match="`course` is paid by link, and LINK_PAY_SECRET and PUBLIC_URL are not set"):
        await bot.starts(SHOP, link_pay_url="https://shop.example/?o={order}")
