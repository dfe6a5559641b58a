"""Money in a digest: a line a currency, never one added to another; and what has no room is left out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.digest.reading import Digest, StageChange
from bot.digest.text import render
from bot.reports.weak.reading import Diagnosis
from funnels.analytics.due import Due
from funnels.analytics.judgement import Count
from funnels.analytics.period import Period
from funnels.definition.visible import visible_length
from storage.queries.money import MoneyCount
from storage.queries.symptoms import Symptoms
from tests.bot.reports.test_funnel_text import spoken

WEEK = Period(first=date(2026, 3, 2), last=date(2026, 3, 8))
DIGEST = Digest(
    funnel="sales",
    title="Sales",
    due=Due(every="weekly", day=date(2026, 3, 9), period=WEEK),
    started=1200,
    started_before=900,
    stages=(StageChange(stage="core", title="Core", before=(10, 40), now=(12, 40)),),
    money={
        "EUR": MoneyCount(orders=1, paid_orders=1, revenue=49_00),
        "RUB": MoneyCount(orders=5, paid_orders=3, revenue=14_700_00, refunds=1, refunded=4_900_00),
    },
    money_before={"RUB": MoneyCount(paid_orders=1, revenue=4_900_00)},
    diagnosis=Diagnosis(
        period=WEEK,
        only=None,
        judgements=(),
        young={},
        weak=(),
        suspect=None,
        is_lower=False,
        symptoms=Symptoms(),
        weeks=(),
    ),
    tests=(),
)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "💰 ₽9,800 · paid orders: 3 (before: ₽4,900), refunds ₽4,900",
                "💰 €49 · paid orders: 1 (before: €0)",
            ],
        ),
        (
            "ru",
            [
                "💰 9 800 ₽ · оплачено заказов: 3 (до того 4 900 ₽), возвраты 4 900 ₽",
                "💰 49 € · оплачено заказов: 1 (до того 0 €)",
            ],
        ),
    ],
)
def test_a_line_a_currency(language: str, lines: list[str]) -> None:
    assert spoken([render(DIGEST, (), language)])[4:6] == lines


def test_a_week_without_money_after_one_with() -> None:
    said = spoken([render(replace(DIGEST, money={}), (), "en")])
    assert "💰 No payments (before: ₽4,900)" in said


def test_a_currency_that_came_only_before_is_not_forgotten() -> None:
    before = {"RUB": MoneyCount(paid_orders=1, revenue=4_900_00), "EUR": MoneyCount(paid_orders=1, revenue=49_00)}
    now = {"EUR": MoneyCount(paid_orders=2, revenue=98_00)}
    said = spoken([render(replace(DIGEST, money=now, money_before=before), (), "en")])
    assert said[4:7] == ["💰 €98 · paid orders: 2 (before: €49)", "💰 ₽0 · paid orders: 0 (before: ₽4,900)", ""]


def test_currencies_stand_by_their_orders() -> None:
    now = {"EUR": MoneyCount(paid_orders=1, revenue=9_00), "RUB": MoneyCount(paid_orders=2, revenue=5_00)}
    said = render(replace(DIGEST, money=now, money_before={}), (), "en")
    assert said.index("₽5") < said.index("€9")


def test_only_what_is_beyond_chance_has_changed() -> None:
    risen = StageChange(stage="core", title="Core", before=(10, 40), now=(30, 40))
    fallen = StageChange(stage="last", title="Last", before=(30, 40), now=(10, 40))
    alike = StageChange(stage="same", title="Same", before=(10, 40), now=(11, 40))
    said = spoken([render(replace(DIGEST, stages=(risen, alike, fallen)), (), "en")])
    assert "▲ Core: 25.0% → 75.0%" in said
    assert "▼ Last: 75.0% → 25.0%" in said
    assert not any("Same" in line and "→" in line for line in said)
    assert "2. Same: 27.5%, 11 of 40" in said


@pytest.mark.parametrize(
    ("before", "now", "is_told"),
    [((0, 30), (30, 30), True), ((0, 29), (30, 30), False), ((0, 30), (29, 29), False), ((0, 0), (0, 0), False)],
)
def test_of_fewer_than_thirty_in_either_period_no_change_is_told(before: Count, now: Count, *, is_told: bool) -> None:
    assert (StageChange(stage="core", title="Core", before=before, now=now).change is not None) == is_told


@pytest.mark.parametrize(
    "something",
    [
        {"started": 1},
        {"started_before": 1},
        {"money": DIGEST.money},
        {"money_before": DIGEST.money_before},
        {"stages": (StageChange(stage="core", title="Core", before=(0, 0), now=(0, 1)),)},
        {"stages": (StageChange(stage="core", title="Core", before=(0, 1), now=(0, 0)),)},
    ],
)
def test_whatever_happened_in_either_period_is_worth_a_digest(something: dict[str, Any]) -> None:
    nothing = replace(DIGEST, started=0, started_before=0, stages=(), money={}, money_before={})
    assert nothing.is_empty
    assert not replace(nothing, **something).is_empty


def test_where_nothing_is_sold_money_is_not_spoken_of() -> None:
    assert "💰" not in render(replace(DIGEST, money={}, money_before={}), (), "en")


def test_it_is_a_caption_however_many_stages_there_are() -> None:
    for number in range(1, 40):
        stages = tuple(replace(DIGEST.stages[0], stage=f"s{place}", title="Stage") for place in range(number))
        assert visible_length(render(replace(DIGEST, stages=stages), (), "en")) <= 1024


def test_what_has_no_room_is_left_out() -> None:
    many = tuple(
        StageChange(stage=f"s{number}", title="A long name of a stage", before=(1, 40), now=(39, 40))
        for number in range(14)
    )
    said = render(replace(DIGEST, stages=many), (), "en")
    assert visible_length(said) <= 1024
    assert "▲ A long name of a stage: 2.5% → <b>97.5%</b>" in said
    assert "14. A long name" not in said
    assert said.endswith("More: /stats sales")
