"""`/cohorts`: who started together, and what they had come to with time."""

from datetime import date
from pathlib import Path

import pytest

from bot.reports.cohorts import read
from bot.reports.report import AskedError
from bot.reports.tables import as_json
from funnels.analytics.period import Period
from funnels.analytics.question import Cell
from tests.bot.reports.selling import good_month, shop
from tests.bot.reports.test_funnel_text import spoken
from tests.bot.reports.written import words


async def test_nobody_has_started(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        answer = await it.asks(read)
    assert answer.picture is None
    assert spoken(answer.messages("ru"))[-1] == "В эти дни никто не начал воронку, когорт нет."
    assert spoken(answer.messages("en"))[0] == "Cohorts by week · Coffee & co"
    assert [as_json(table) for table in answer.tables] == [[]]


async def test_in_full(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        answer = await it.asks(read)
    assert spoken(answer.messages("ru")) == [
        "Когорты по неделям · Coffee & co",
        "за всё время · по дате контакта",
        "Доля купивших хоть что-то, накопительно",
        "",
        "9–15 мар. 2026\u202fг. · 5 чел. · 0,0 %",
        "2–8 мар. 2026\u202fг. · 10 чел. · 60,0 % · 540 ₽ на человека · 10 ⭐ на человека",
        "",
        "По неделям: 0-я (неделя старта), 1-я, 2-я… Последняя ещё идёт",
        "9–15 мар. 2026\u202fг. (5 чел.): 0,0 %…",
        "2–8 мар. 2026\u202fг. (10 чел.): 60,0 % → 60,0 %…",
        "",
        "Чистая выручка на человека, накопительно, RUB",
        "9–15 мар. 2026\u202fг.: 0 ₽…",
        "2–8 мар. 2026\u202fг.: 550 ₽ → 540 ₽…",
        "",
        "Чистая выручка на человека, накопительно, XTR",
        "9–15 мар. 2026\u202fг.: 0 ⭐…",
        "2–8 мар. 2026\u202fг.: 0 ⭐ → 10 ⭐…",
    ]
    passed, _ = map(as_json, answer.tables)
    assert [(row["cohort"], row["age"], row["age_is_over"], row["cohort_share"]) for row in passed] == [
        ("2026-03-02", 0, "yes", 0.6),
        ("2026-03-02", 1, "no", 0.6),
        ("2026-03-09", 0, "no", 0.0),
    ]


async def test_the_picture_says_the_shares_of_the_text(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        answer = await it.asks(read)
    assert answer.picture
    said = words(answer.picture("en", "dark"))
    assert said[:3] == ["Coffee & co: cohorts by week", "Share that had bought anything, cumulative, %", "people"]
    assert said[-8:] == ["Mar 2 – 8", "10", "60", "60", "Mar 9 – 15", "5", "0", "Dashed: the week is going on"]


@pytest.mark.parametrize("asked", ["month tripwire", "по месяцам TRIPWIRE"])
async def test_by_month_who_passed_a_stage(tmp_path: Path, asked: str) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        lines = spoken((await it.asks(read, asked)).messages("en"))
    assert lines[0] == "Cohorts by month · Coffee & co"
    assert lines[2] == "Share that had passed “A talk”, cumulative"
    assert lines[4].startswith("March 2026 · 15 people · 40.0%")


async def test_a_word_that_means_nothing_says_what_would(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        with pytest.raises(AskedError) as raised:
            await it.asks(read, "yearly")
    for language, word in (("ru", "неделя"), ("en", "week")):
        said = raised.value.why[language]
        assert "yearly" in said
        assert f"<code>{word}</code>" in said
        assert "<code>/cohorts " in said
        assert "<code>tripwire</code>" in said


async def test_only_the_weeks_of_the_period_are_cohorts_and_they_are_followed_to_now(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await good_month(it)
        it.passes(days=14)
        first_days = Period(first=date(2026, 3, 2), last=date(2026, 3, 4))
        passed, _ = map(as_json, (await it.asks(read, period=first_days)).tables)
        assert [(row["cohort_size"], row["age"]) for row in passed] == [(10, 0), (10, 1), (10, 2), (10, 3)]
        nobody = await it.asks(read, only=Cell(slice="source", value="vk"))
        assert [as_json(table) for table in nobody.tables] == [[]]
