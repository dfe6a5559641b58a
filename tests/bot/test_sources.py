"""`/sources` from start to end: people come by links, are marked, buy; ads cost; the report says so."""

from zoneinfo import ZoneInfo

import pytest

from bot.preview.telegram import Person
from bot.reports.report import Asked
from bot.reports.sources import read
from bot.reports.tables import as_json
from funnels.analytics.question import Question

from .world import World, pay, until

SHOP = """
funnel: shop
title: The <shop>
language: en
start: {links: [book], default: true}
products:
  course: {title: The course, stars: 50, deliver: {text: Here it is.}}
stages:
  - stage: guide
    marks: lead
    steps:
      - ask: Your name?
        save: called
  - stage: core
    goal: paid course
    marks: sale
    steps:
      - offer: course
        text: Buy it.
"""
OTHER = """
funnel: other
language: en
start: {links: [other]}
stages:
  - stage: only
    steps:
      - message: Hello.
"""


async def came(bot: World, source: str, *, answers: bool = False, buys: bool = False) -> Person:
    """Somebody new through a link."""
    anna = await bot.meets(f"book__{source}" if source else None, language_code="en")
    if answers or buys:
        await bot.passes(hours=2)
        await bot.says(anna, "Anna")
    if buys:
        await bot.passes(hours=1)
        await bot.presses(anna, pay(50))
        assert (await anna.pays()).ok
        await bot.rests()
    return anna


async def spent(bot: World, words: str) -> None:
    bot.owner.reads_all()
    await bot.owner.writes(f"/spend {words}")
    await bot.owner.sees("save it?")
    shown = bot.owner.chat[-1]
    await bot.owner.presses("Save")
    await until(lambda: "Saved" in shown.text)


async def asked(bot: World, words: str) -> str:
    bot.owner.reads_all()
    await bot.owner.writes(words)
    answer = await bot.owner.sees("", within=20)
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


async def test_the_three_funnels_of_each_source(bot: World) -> None:
    await bot.starts(SHOP)
    await came(bot, "vk-march", buys=True)
    await came(bot, "vk-march", answers=True)
    await came(bot, "vk-march")
    await came(bot, "", answers=True)
    await spent(bot, "vk-march 20 XTR today clicks=10 impressions=1000")
    await spent(bot, "vk-march 90 RUB today clicks=30 impressions=1000")
    await spent(bot, "blog 7 RUB today")
    text = await asked(bot, "/sources")
    _, whole, vk, nobody, blog, notes, marks, _ = text.split("\n\n")
    assert text.startswith("Sources · The <shop>\n")
    assert "orders and revenue by the first touch" in text
    assert vk.splitlines() == [
        "vk-march",
        "starts 3 → leads 2 → paid 1",
        "spend ₽90 → revenue ₽0",
        "spend 20 ⭐ → revenue 50 ⭐ · ROMI 150.0%",
        "impressions 2,000 → clicks 40 · CTR 2.0%",
        "CR 66.7% (leads of starts)",
        "orders 1 → paid 1 · customers 1 · CR1 50.0%",
        "CPC ₽3 · CPL ₽45 · CPO ₽90",
        "CPC 2 ⭐ · CPL 10 ⭐ · CPO 20 ⭐",
        "average order 50 ⭐ · per subscriber 17 ⭐",
    ]
    assert whole.splitlines()[:4] == [
        "In all",
        "starts 4 → leads 3 → paid 1",
        "spend ₽97 → revenue ₽0",
        "spend 20 ⭐ → revenue 50 ⭐ · ROMI 150.0%",
    ]
    assert nobody.splitlines()[:2] == ["no source", "starts 1 → leads 1 → paid 0"]
    assert blog.splitlines() == ["blog", "starts 0 → leads 0 → paid 0", "spend ₽7 → revenue ₽0 · ROMI -100.0%"]
    assert notes.splitlines() == ["⚠️ Spend without starts: blog", "Starts without spend: no source (1)"]
    assert marks.splitlines() == [
        "Marks",
        "lead: 3 · 75.0% of starts",
        "from “start”, half within 2 hr 1 min",
        "sale: 1 · 25.0% of starts",
        "from “lead”, half within 1 hr 1 min",
    ]


async def test_orders_are_credited_to_the_touch_that_is_asked_for(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await came(bot, "vk-march", answers=True)
    await bot.passes(hours=1)
    await anna.starts("book__tg-march")
    await anna.starts()
    await bot.rests()
    await bot.presses(anna, pay(50))
    assert (await anna.pays()).ok
    await bot.rests()
    for words, vk, tg in (
        ("", "paid 1\nrevenue 50 ⭐", ""),
        ("last touch", "paid 0", "paid 1\nrevenue 50 ⭐"),
        ("поровну", "paid 0.5\nrevenue 25 ⭐", "paid 0.5\nrevenue 25 ⭐"),
    ):
        text = await asked(bot, f"/sources {words}")
        assert f"vk-march\nstarts 1 → leads 1 → {vk}" in text
        assert (f"tg-march\nstarts 0 → leads 0 → {tg}" in text) == bool(tg)
    text = await asked(bot, "/sources last campaign")
    assert text.startswith("Campaigns · ")
    assert "march\nstarts 1 → leads 1 → paid 1" in text


async def test_spend_of_other_funnels_is_left_out_and_what_they_share_is_said(bot: World) -> None:
    bot.has_script(OTHER)
    await bot.starts(SHOP)
    await came(bot, "both")
    await bot.meets("other__both")
    await bot.meets("other__theirs")
    for source in ("both", "theirs", "nobody"):
        await spent(bot, f"{source} 10 RUB today")
    text = await asked(bot, "/sources shop")
    assert "theirs" not in text
    assert "nobody\nstarts 0" in text
    assert "Bring people to other funnels too, their spend is not divided: both" in text


async def test_nothing_has_happened_yet(bot: World) -> None:
    await bot.starts(SHOP)
    assert "Nobody came on these days, and nothing was spent." in await asked(bot, "/sources 7")
    await bot.starts_anew(language="ru")
    assert "/link vk-march" in await asked(bot, "/sources 7")


async def test_words_that_mean_nothing_are_told_with_those_that_do(bot: World) -> None:
    await bot.starts(SHOP)
    assert "I do not understand “nonsense”" in await asked(bot, "/sources nonsense")
    assert "/sources does not heed: by language." in await asked(bot, "/sources language")
    assert "slices (source, campaign)" in await asked(bot, "/sources language=ru")


async def test_one_source_or_campaign_alone(bot: World) -> None:
    await bot.starts(SHOP)
    await came(bot, "vk-march", buys=True)
    await came(bot, "tg-march")
    await came(bot, "blog")
    assert "blog" not in (text := await asked(bot, "/sources source=vk-march"))
    assert "vk-march\nstarts 1 → leads 1 → paid 1" in text
    assert "In all" not in text
    text = await asked(bot, "/sources campaign=march")
    assert "In all\nstarts 2 → leads 1 → paid 1" in text
    assert "blog" not in text


async def test_a_source_that_is_called_as_a_campaign_is_not_the_campaign(bot: World) -> None:
    await bot.starts(SHOP)
    await came(bot, "vk-march")
    await came(bot, "march")
    assert "vk-march" not in (text := await asked(bot, "/sources source=march"))
    assert "march\nstarts 1" in text


async def test_everybody_is_told_apart_in_tables_that_add_up(bot: World) -> None:
    await bot.starts(SHOP)
    await came(bot, "vk-march", buys=True)
    await came(bot, "tg", buys=True)
    await spent(bot, "tg 10 XTR today clicks=3 impressions=9")
    await bot.owner.writes(f"/refund {bot.rows('SELECT min(name) FROM orders')[0][0]}")
    await bot.owner.sees("is written down and being made")
    await until(lambda: bot.counts("SELECT count(*) FROM refunds WHERE status = 'done'") == 1)
    context = bot.app.context
    answer = await read(
        Asked(
            database=context.database,
            scripts=context.runner.catalogue.live,
            question=Question(funnel="shop"),
            words="",
            now=context.clock.now(),
            zone=ZoneInfo("UTC"),
        )
    )
    people, money, whole, whole_money, marks = (as_json(table) for table in answer.tables)
    assert [row["source"] for row in people] == ["tg", "vk-march"]
    for key in ("impressions", "ad_clicks", "started", "leads", "orders", "paid_orders", "customers"):
        assert sum(row[key] for row in people) == whole[0][key]
    for key in ("spend", "revenue", "refunded", "net"):
        assert sum(row[key]["amount"] for row in money) == whole_money[0][key]["amount"]
    assert whole_money[0]["net"] == {"amount": 50, "currency": "XTR"}
    assert marks[0] == {
        "mark": "lead",
        "marked": 2,
        "mark_after": "start",
        "mark_seconds": pytest.approx(7200, rel=0.02),
    }
