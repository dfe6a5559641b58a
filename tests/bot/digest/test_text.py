"""Money in a digest: a line a currency, never one added to another; and what has no room is left out."""

from dataclasses import replace
from datetime import date

import pytest

from bot.digest.reading import Digest, StageChange
from bot.digest.text import render
from bot.reports.weak.reading import Diagnosis
from funnels.analytics.due import Due
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


def test_where_nothing_is_sold_money_is_not_spoken_of() -> None:
    assert "💰" not in render(replace(DIGEST, money={}, money_before={}), (), "en")


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
