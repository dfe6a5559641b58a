"""Spend that is told in a message, and what stands beside a file."""

from datetime import date

import pytest

from bot.spend.complaint import SpendError
from bot.spend.message import read_caption, read_message
from bot.spend.spend import Caption, known_sources
from bot.spend.words import WORDS, say
from funnels.definition.money import Money

TODAY = date(2026, 4, 1)
SOURCES = known_sources([("ВК-март", "vk-march")])


def complaint(words: str, language: str = "en") -> str:
    with pytest.raises(SpendError) as error:
        read_message(words, SOURCES, TODAY)
    (one,) = error.value.complaints
    return one.shown(language, "")


def test_a_month_is_spread_over_its_days_and_sums_exactly() -> None:
    found = read_message("vk 15000 RUB 2026-03-01..2026-03-31 clicks=1200 impressions=90000", SOURCES, TODAY)
    assert [row.day for row in found.rows] == [date(2026, 3, day) for day in range(1, 32)]
    assert sum(row.money.amount for row in found.rows) == 1_500_000
    assert {row.money.amount for row in found.rows} == {48_387, 48_388}
    assert (sum(row.clicks for row in found.rows), sum(row.impressions for row in found.rows)) == (1200, 90000)


@pytest.mark.parametrize(
    "words",
    [
        "vk-march 1500.50 RUB 2026-03-15",
        "ВК-март 1 500,50 ₽ 15.03.2026 - 15.03.2026",
        "вк-март 1500,50 руб 2026-03-15..2026-03-15",
        "vk-march 1500.50₽ 15.03.2026",
    ],
)
def test_the_same_is_written_in_many_ways(words: str) -> None:
    (row,) = read_message(words, SOURCES, TODAY).rows
    assert (row.day, row.source) == (date(2026, 3, 15), "vk-march")
    assert row.money == Money(amount=150050, currency="RUB")


def test_days_up_to_today_and_counts_in_russian() -> None:
    found = read_message("tg $10 7 Клики=70 показы = 700", SOURCES, TODAY)
    assert [(row.clicks, row.impressions) for row in found.rows] == [(10, 100)] * 7
    assert found.rows[-1].day == TODAY


def test_a_year_is_the_longest() -> None:
    assert len(read_message("vk 366 RUB 2025-04-01..2026-04-01", SOURCES, TODAY).rows) == 366
    assert complaint("vk 366 RUB 2025-03-31..2026-04-01").endswith("a year at most and begun already")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "“”: a source, an amount with its currency and the days are needed"),
        ("vk", "“vk”: a source, an amount with its currency and the days are needed"),
        ("vk -5 RUB today", "“-5” is less than zero"),
        (
            "vk 15000 2026-03-01",
            "“15000 2026-03-01”: no currency that is known, write it after the number: 15000 RUB",
        ),
        ("vk lots RUB today", "“lots RUB” is no amount: write it as 15000 RUB, 49.90 EUR"),
        ("vk 15000 RUB", "the days are missing: 2026-03-01..2026-03-31, 2026-03-15 or today"),
        (
            "vk 15000 RUB 2026-03-31..2026-03-01",
            "“2026-03-31..2026-03-01” are no days: write 2026-03-01..2026-03-31, a year at most and begun already",
        ),
        ("vk 15000 RUB all", "“all” are no days: write 2026-03-01..2026-03-31, a year at most and begun already"),
        (
            "vk 5 RUB 2026-03-01..2062-03-01",
            "“2026-03-01..2062-03-01” are no days: write 2026-03-01..2026-03-31, a year at most and begun already",
        ),
        ("vk 5 RUB 2012-03-01", "2012-03-01 cannot be a day of spend"),
        ("vk 0 RUB today", "there is no spend in it"),
    ],
)
def test_what_is_missing_or_wrong_is_said(words: str, why: str) -> None:
    assert complaint(words) == why
    assert complaint(words, "ru") != why


@pytest.mark.parametrize(
    ("words", "caption"),
    [
        ("", Caption()),
        ("vk-march", Caption(source="vk-march")),
        ("RUB", Caption(currency="RUB")),
        ("€ vk", Caption(source="vk", currency="EUR")),
        ("all USD", Caption(source="all", currency="USD")),
    ],
)
def test_a_caption_says_what_a_file_leaves_out(words: str, caption: Caption) -> None:
    assert read_caption(words) == caption


@pytest.mark.parametrize("words", ["vk tg", "RUB EUR", "vk-march 15000 RUB"])
def test_a_caption_of_too_many_words(words: str) -> None:
    with pytest.raises(SpendError, match="the caption of a file may hold"):
        read_caption(words)


def test_every_complaint_has_words_in_both_languages() -> None:
    values = dict.fromkeys(("most", "columns", "text", "first", "last", "column", "one", "other"), "…")
    for word in WORDS:
        assert say(word, "ru", **values) != say(word, "en", **values)
