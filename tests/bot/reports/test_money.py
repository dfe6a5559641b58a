"""`/money`: what came, what went back, and who bought, in each currency by itself."""

from datetime import date
from pathlib import Path

from bot.reports.money import read
from bot.reports.tables import as_json
from funnels.analytics.period import Period
from funnels.definition.visible import visible_length
from funnels.engine.inputs import Started
from tests.bot.reports.selling import ROUBLES_100, good_month, shop
from tests.bot.reports.test_funnel_text import spoken

SECOND_WEEK = Period(first=date(2026, 3, 9), last=date(2026, 3, 15))


async def test_nobody_has_bought_anything(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.walk.do([1], Started())
        answer = await it.asks(read)
    assert spoken(answer.messages("ru")) == [
        "Деньги · Coffee & co",
        "за всё время · по дате контакта",
        "",
        "Покупок пока нет. Здесь появятся выручка, возвраты и средний чек.",
    ]
    assert (
        spoken(answer.messages("en"))[-1]
        == "Nothing was bought so far. Revenue, refunds and the average order come here."
    )
    assert [(table.key, list(table.rows)) for table in answer.tables] == [("money", [])]


async def test_in_full(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        answer = await it.asks(read)
    assert spoken(answer.messages("ru")) == [
        "Деньги · Coffee & co",
        "за всё время · по дате контакта",
        "",
        "5 400 ₽ чистая выручка",
        "выручка 5 500 ₽, возвраты 100 ₽ (1)",
        "заказы 7 → оплачено 7, покупатели 6",
        "средний чек 785,71 ₽, на подписчика 360 ₽",
        "Товары",
        "The course: 1 · 4 900 ₽",
        "The talk: 6 · 500 ₽",
        "Способы оплаты",
        "manual: 7 · 5 400 ₽",
        "",
        "100 ⭐ чистая выручка",
        "заказы 1 → оплачено 1, покупатели 1",
        "средний чек 100 ⭐, на подписчика 7 ⭐",
        "Товары",
        "The course: 1 · 100 ⭐",
        "Способы оплаты",
        "stars: 1 · 100 ⭐",
        "",
        "Купили ещё раз: 2 из 6, 33,3 %",
        "",
        "LTV по месяцу старта",
        "на подписчика к концу 0-го, 1-го, 2-го… месяца; последний ещё идёт",
        "март 2026 (15 чел.): 360 ₽…",
        "март 2026 (15 чел.): 7 ⭐…",
        "",
        "Деньги не за товар, это не выручка",
        "заплачено ещё раз: 1 · 100 ₽",
    ]
    english = spoken(answer.messages("en"))
    assert english[3:7] == [
        "₽5,400 net revenue",
        "revenue ₽5,500, refunded ₽100 (1)",
        "orders 7 → paid 7, buyers 6",
        "average order ₽785.71, per subscriber ₽360",
    ]


async def test_tables_agree_with_each_other(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        tables = {table.key: as_json(table) for table in (await it.asks(read)).tables}
    for key in ("money_products", "money_methods"):
        for figure in ("revenue", "refunded"):
            sums = dict[str, int]()
            for row in tables[key]:
                sums[row["currency"]] = sums.get(row["currency"], 0) + row[figure]["amount"]
            assert sums == {row["currency"]: row[figure]["amount"] for row in tables["money"]}
    ltv = {row["currency"]: row["cohort_net"] for row in tables["money_ltv"]}
    assert ltv == {row["currency"]: row["net"] for row in tables["money"]}
    assert tables["money_repeat"] == [{"paid_once": 6, "paid_again": 2, "repeat_rate": 1 / 3}]
    assert tables["money_unearned"][0]["unearned"] == "extra"


async def test_by_calendar_beside_the_period_before(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        answer = await it.asks(read, period=SECOND_WEEK, by="calendar")
    lines = spoken(answer.messages("en"))
    assert lines[1] == "Mar 9\u2009–\u200915, 2026 · by calendar date"
    assert lines[3:7] == [
        "-₽100 net revenue",
        "₽5,500 in the period before",
        "revenue ₽0, refunded ₽100 (1)",
        "orders 0 → paid 0, buyers 0",
    ]
    assert "nothing in the period before" in lines
    tables = {table.key: as_json(table) for table in answer.tables}
    assert [row["net"]["amount"] for row in tables["money_before"]] == [5500_00]


async def test_a_slice_is_split_and_one_value_of_it_is_the_whole_report(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        split = {table.key: as_json(table) for table in (await it.asks(read, split="product")).tables}
        assert {(row["slice_value"], row["currency"]): row["paid_orders"] for row in split["money_split"]} == {
            ("course", "RUB"): 3,
            ("course", "XTR"): 1,
            ("talk", "RUB"): 7,
            ("talk", "XTR"): 1,
        }
        text = (await it.asks(read, split="product")).messages("ru")[0]
        assert "По значениям среза" in text


async def test_who_came_again_is_told_apart(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.comes([1], answering=1)
        await it.pays(1, ROUBLES_100)
        async with it.walk.database.write() as conn:
            await conn.exec_driver_sql("UPDATE money_days SET again = 1")
        lines = spoken((await it.asks(read)).messages("ru"))
        assert lines[-1] == "Повторные прохождения принесли ещё 100 ₽; здесь их нет."
        assert "100 ₽ чистая выручка" in spoken((await it.asks(read, again=True)).messages("ru"))


async def test_every_message_fits(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        answer = await it.asks(read, split="hour")
    assert all(visible_length(text) <= 4096 for language in ("ru", "en") for text in answer.messages(language))
