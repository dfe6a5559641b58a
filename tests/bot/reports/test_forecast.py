"""`/forecast`: what would have come of a cohort, and what a target needs; in words, and what is said to wrong ones."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.reports.forecast import read
from bot.reports.forecast.plan import read_plan
from bot.reports.forecast.reading import read_cohort
from bot.reports.forecast.reckoning import Reckoning
from bot.reports.forecast.text import render
from bot.reports.report import Answer, Asked, AskedError
from bot.reports.tables import as_json
from funnels.analytics.question import Cell
from funnels.analytics.spend import SpendRow
from funnels.definition.money import Money
from funnels.engine.inputs import Answered, Started
from storage import spend
from tests.bot.reports.selling import ROUBLES_100, SHOP, Shop, good_month, shop
from tests.bot.reports.test_funnel_text import spoken
from tests.bot.reports.walking import MONDAY, street


async def test_nobody_has_started(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        answer = await it.asks(read, "traffic=+20%")
    assert spoken(answer.messages("ru"))[-1] == "В эти дни никто не начал воронку: считать не от чего."
    assert "nothing to reckon from" in answer.messages("en")[0]


async def test_asked_for_nothing_it_says_how_it_is_and_what_can_be_asked(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        lines = spoken((await it.asks(read)).messages("ru"))
    assert lines[5:9] == ["Как сейчас", "magnet: 80,0 %", "tripwire: 50,0 %", "core: 33,3 %"]
    assert lines[10:13] == ["RUB", "заказы 7", "чистая выручка 5 400 ₽"]
    assert "/forecast tripwire=12% — конверсия этапа" in lines


async def test_changes_in_full(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        answer = await it.asks(read, "core=50% course=5900 RUB traffic=+20% spend=1000 RUB")
    assert spoken(answer.messages("en")) == [
        "What if · Coffee & co",
        "all time · by contact date",
        "An estimate: whatever is not named stays as it was",
        "⏳ 66.7% have had the usual time to a sale (3 days 13 hr): the figures will still grow",
        "",
        "Changed",
        "The course: 33.3% → 50.0%",
        "The course: every order at ₽5,900",
        "starts: 15 → 18",
        "spend: ₽1,000 → ₽1,000",
        "",
        "RUB",
        "orders 7 → 9",
        "net revenue ₽5,400 → ₽11,220",
        "spend ₽1,000 → ₽1,000, ₽55.56 a start",
        "ROMI 440.0% → 1,022.0%",
        "",
        "XTR",
        "orders 1 → 1.8",
        "net revenue 100 ⭐ → 180 ⭐",
    ]
    cohort, counts, money = map(as_json, answer.tables)
    assert [cohort[0]["started"], cohort[0]["matured"]] == [15, pytest.approx(2 / 3)]
    assert {"what": "passed", "of": "core", "before": 2.0, "after": pytest.approx(3.6)} in counts
    assert money[0]["money_after"] == {"amount": 11220_00, "currency": "RUB"}


@asynccontextmanager
async def two_sources(folder: Path) -> AsyncIterator[Shop]:
    """Of three from vk two buy, of two from tg one; all of it long ago; ads were paid for in two currencies."""
    async with street(folder, SHOP.replace("{default: true}", "{default: true, links: [shop]}")) as walk:
        it, first = Shop(walk), MONDAY.date()
        for source, people in (("vk-march", (1, 2, 3)), ("tg", (4, 5))):
            await walk.do(people, Started(payload=f"shop__{source}"))
            it.passes(minutes=1)
            await walk.do(people, Answered(text="yes"))
        for person in (1, 2, 4):
            await it.pays(person, ROUBLES_100)
        spent = (("vk-march", 90_00, "RUB"), ("tg", 30_00, "RUB"), ("tg", 5_00, "USD"), ("unheard-of", 1_00, "RUB"))
        async with walk.database.write() as conn:
            told = [
                SpendRow(day=first, source=name, money=Money(amount=much, currency=in_)) for name, much, in_ in spent
            ]
            await spend.save(conn, told, file="", by=1, now=walk.clock.now())
        it.passes(days=30)
        yield it


async def test_what_ads_cost_grows_with_the_traffic_and_has_a_return(tmp_path: Path) -> None:
    async with two_sources(tmp_path) as it:
        answer = await it.asks(read, "traffic=+50%")
    assert spoken(answer.messages("en"))[3:] == [
        "",
        "Changed",
        "starts: 5 → 8",
        "",
        "RUB",
        "orders 3 → 4.5",
        "net revenue ₽300 → ₽450",
        "spend ₽121 → ₽182, ₽24.20 a start",
        "ROMI 147.9% → 147.9%",
        "",
        "USD",
        "spend $5 → $7.50, $1 a start",
    ]
    money = {(row["what"], row["money_after"]["currency"]): row["money_after"]["amount"] for row in _money(answer)}
    assert money[("spend", "RUB")] == 181_50
    assert money[("spend_per_start", "RUB")] == 24_20


async def test_of_one_source_or_campaign_with_its_own_spend(tmp_path: Path) -> None:
    async with two_sources(tmp_path) as it:
        for cell in (Cell(slice="source", value="vk-march"), Cell(slice="campaign", value="march")):
            lines = spoken((await it.asks(read, only=cell)).messages("ru"))
            assert "заказы 2" in lines
            assert "расход 90 ₽, 30 ₽ за старт" in lines
            assert "ROMI 122,2 %" in lines
        tg = spoken((await it.asks(read, only=Cell(slice="source", value="tg"))).messages("en"))
        assert "orders 1" in tg
        assert "ROMI 233.3%" in tg


async def test_where_the_spend_is_not_known_it_says_so(tmp_path: Path) -> None:
    async with two_sources(tmp_path) as it:
        cut = spoken((await it.asks(read, only=Cell(slice="language", value="en"))).messages("en"))
        said = spoken((await it.asks(read, "spend=100 RUB", only=Cell(slice="language", value="en"))).messages("en"))
    assert "Spend is known by source and campaign alone: write spend=…" in cut
    assert not any("ROMI" in line for line in cut)
    assert "ROMI 200.0% → 200.0%" in said
    assert not any("known" in line for line in said)
    (tmp_path / "other").mkdir()
    async with shop(tmp_path / "other") as it:
        await good_month(it)
        lines = spoken((await it.asks(read)).messages("ru"))
    assert "Расход не известен, ROMI не посчитать: внесите его (/spend) или напишите spend=…" in lines


def _money(answer: Answer) -> list[dict[str, Any]]:
    return next(as_json(table) for table in answer.tables if table.key == "forecast_money")


async def test_a_target_by_every_way_there_is(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        answer = await it.asks(read, "цель заказы=12")
        assert spoken(answer.messages("ru"))[-5:] == [
            "Цель: заказов 12, сейчас 8",
            "• The book: недостижимо, больше 10 не даст",
            "• A talk: нужна конверсия 75,0 %, сейчас 50,0 %",
            "• The course: нужна конверсия 100,0 %, сейчас 33,3 %",
            "• трафик: нужно стартов 23, сейчас 15",
        ]
        (*_, goal) = map(as_json, answer.tables)
        assert goal == [
            {"what": "magnet", "needed": None},
            {"what": "tripwire", "needed": 0.75},
            {"what": "core", "needed": 1.0},
            {"what": "traffic", "needed": 22.5},
        ]
        by_stage = spoken((await it.asks(read, "target revenue=10000 RUB by tripwire")).messages("en"))
        assert by_stage[-2:] == [
            "Target: ₽10,000 net revenue, ₽5,400 now",
            "• A talk: needs a conversion of 92.6%, 50.0% now",
        ]
        by_traffic = spoken((await it.asks(read, "traffic=30 target orders=16 by traffic")).messages("en"))
        assert by_traffic[-2:] == ["Target: 16 orders, 16 now", "• traffic: needs 30 starts, 15 now"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("everything", "I do not understand “everything”."),
        ("core=abc", "I do not understand “abc”."),
        ("core=120%", "I do not understand “120%”."),
        ("corn=12%", "There is no stage or product “corn”. Stages: <code>magnet</code>, <code>tripwire</code>, "),
        ("corn=100 RUB", "There is no stage or product “corn”."),
        ("price=100 RUB", "There are several products, name one: <code>talk</code>, <code>course</code>."),
        ("talk=100 EUR", "“talk” was not bought for EUR in this period"),
        ("traffic=many", "I do not understand “many”."),
        ("traffic=-120%", "I do not understand “-120%”."),
        ("spend=100", "I do not understand “100”."),
        ("target", "After <code>target</code> comes <code>revenue=…</code> or <code>orders=…</code>."),
        ("target orders=many", "I do not understand “many”."),
        ("target orders=1 revenue=1 RUB", "There can be one target."),
        ("target orders=1 by corn", "There is no stage or product “corn”."),
        ("<b>", "I do not understand “&lt;b&gt;”."),
    ],
)
async def test_wrong_words_are_answered_with_what_can_be_written(tmp_path: Path, words: str, said: str) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        with pytest.raises(AskedError) as raised:
            await it.asks(read, words)
    assert raised.value.why["en"].startswith(said)
    assert "<code>/forecast tripwire=12%</code>" in raised.value.why["en"]
    assert "Можно написать" in raised.value.why["ru"]


async def test_it_says_of_how_many_it_tells_where_people_go(tmp_path: Path) -> None:
    async def of_some(asked: Asked) -> Answer:
        cohort = await read_cohort(asked)
        some = replace(cohort, baseline=replace(cohort.baseline, followed=7))
        reckoning = Reckoning(cohort=some, plan=read_plan("", asked.script, some.baseline))
        return Answer(messages=lambda language: render(asked, reckoning, language), tables=())

    async with shop(tmp_path) as it:
        await good_month(it)
        answer = await it.asks(of_some)
    assert spoken(answer.messages("en"))[3] == "Where people go from each stage is counted of 7 starts"
    assert spoken(answer.messages("ru"))[3] == "Куда идут с каждого этапа, посчитано по стольким стартам: 7"


async def test_without_sales_there_is_no_money_to_reckon(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.comes(range(1, 5), answering=2)
        lines = spoken((await it.asks(read, "target orders=5")).messages("en"))
    assert "Nothing was bought in this period: there is no money to reckon from." in lines
    assert lines[-2:] == [
        "• The course: not reachable, it gives 0 at most",
        "• traffic: not reachable, nothing is sold",
    ]
