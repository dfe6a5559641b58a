"""`/forecast`: what would have come of a cohort, and what a target needs; in words, and what is said to wrong ones."""

from pathlib import Path

import pytest

from bot.reports.forecast import read
from bot.reports.report import AskedError
from bot.reports.tables import as_json
from tests.bot.reports.selling import good_month, shop
from tests.bot.reports.test_funnel_text import spoken


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
        "Who started lately may still buy: the newest days make the figures low",
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
        "ROMI 440.0% → 1,022.0%",
        "",
        "XTR",
        "orders 1 → 1.8",
        "net revenue 100 ⭐ → 180 ⭐",
    ]
    counts, money = map(as_json, answer.tables)
    assert {"what": "passed", "of": "core", "before": 2.0, "after": pytest.approx(3.6)} in counts
    assert money[0]["money_after"] == {"amount": 11220_00, "currency": "RUB"}


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


async def test_without_sales_there_is_no_money_to_reckon(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.comes(range(1, 5), answering=2)
        lines = spoken((await it.asks(read, "target orders=5")).messages("en"))
    assert "Nothing was bought in this period: there is no money to reckon from." in lines
    assert lines[-2:] == [
        "• The course: not reachable, it gives 0 at most",
        "• traffic: not reachable, nothing is sold",
    ]
