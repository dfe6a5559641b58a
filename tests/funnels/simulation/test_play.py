"""A month is the same for the same seed, adds up, and comes to the shares it was given."""

import subprocess
import sys
from itertools import pairwise
from random import Random

import pytest

from funnels.analytics.conversion import funnel_report
from funnels.definition.money import Money
from funnels.simulation.play import NoWayInError, Plan, Simulated, simulate
from tests.funnels.engine.selling import SELLING
from tests.funnels.scripts import ROOT, catalogue_of

from .month import MONDAY, month

PRINTED = "from tests.funnels.simulation.test_play import *; print(month(SELLING, people=100))"


def stage(result: Simulated, name: str) -> tuple[int, int, int, int]:
    row = next(row for row in result.stages if row.stage == name)
    return row.reached, row.passed, row.lost, row.inside


def test_the_same_seed_gives_the_same_month_and_another_a_different_one() -> None:
    first = month(SELLING)
    assert first == month(SELLING)
    assert first != month(SELLING, seed=2)


def test_the_order_of_hashes_changes_nothing() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PRINTED],
            cwd=ROOT,
            env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(printed) == 1


def test_everybody_is_counted_once() -> None:
    result = month(SELLING, people=500)
    funnel_report("test", "", result.started, result.stages, result.steps)
    assert result.started == 500
    assert sum(result.inside.values()) > 0
    assert all(before.reached >= after.reached for before, after in pairwise(result.stages))
    assert all(row.reached >= row.passed for row in result.stages)
    assert all(max(row.clicked, row.answered) <= row.delivered for row in result.steps if "#" not in row.step)
    assert sum(result.load.by_day) >= sum(row.delivered for row in result.steps)


def test_in_the_long_run_people_do_what_they_were_expected_to() -> None:
    shares = {"gift.1": {"press": 0.5}, "talk.1": {"pay": 0.25, "decline": 0.5}}
    result = month(SELLING, people=1000, days=200, shares=shares)
    reached, passed, _, _ = stage(result, "gift")
    assert passed / reached == pytest.approx(0.5, abs=0.05)
    reached, passed, _, _ = stage(result, "talk")
    assert passed / reached == pytest.approx(0.25, abs=0.05)


def test_people_press_the_buttons_of_the_newest_message() -> None:
    rows = {row.step: row for row in month(SELLING, shares={"gift.1": {"press": 1.0}}).steps}
    assert 0 < rows["gift.1#1"].clicked <= rows["gift.1#1"].delivered
    assert sum(rows[f"gift.1{part}"].clicked for part in ("", "#1", "#2")) == rows["talk.1"].delivered


def test_money_is_the_payments() -> None:
    shares = {"gift.1": {"press": 1.0}, "talk.1": {"pay": 1.0}, "course.2": {"pay": 0.5}}
    result = month(SELLING, people=300, days=90, shares=shares)
    paid = {sold.product: sold.paid for sold in result.sold}
    by_currency = {money.currency: money.amount for money in result.revenue}
    by_hand = Money(amount=by_currency["EUR"], currency="EUR").amount // 5000
    assert by_hand > 0
    assert by_currency["XTR"] == paid["talk"] * 100 + (paid["course"] - by_hand) * 900
    assert result.orders == sum(paid.values())
    sales = {row.step: (row.asked_to_pay, row.paid) for row in result.steps if row.sells}
    assert sales == {"talk.1": (paid["talk"],) * 2, "course.2": (paid["course"],) * 2}


def test_people_say_where_their_receipt_goes() -> None:
    receipt = "pay: [stars, yookassa]\n    receipt: {vat: none}"
    script = SELLING.replace("50 EUR", "500 RUB").replace("pay: [stars, manual]", receipt)
    shares = {"gift.1": {"press": 1.0}, "talk.1": {"pay": 1.0}, "course.2": {"pay": 0.9}}
    result = month(script, people=300, days=90, shares=shares)
    assert any(money.currency == "RUB" for money in result.revenue)


def test_an_order_that_is_left_at_that_brings_nothing() -> None:
    result = month(SELLING, shares={"gift.1": {"press": 1.0}, "talk.1": {"abandon": 1.0}})
    assert result.orders > 0
    (offer,) = [row for row in result.steps if row.step == "talk.1"]
    assert (0 < offer.asked_to_pay <= result.orders, offer.paid) == (True, 0)
    assert (result.sold[0].paid, stage(result, "talk")[1]) == (0, 0)


def test_who_blocks_the_bot_hears_no_more_and_is_lost() -> None:
    result = month(SELLING, shares={"gift.1": {"block": 1.0}})
    reached, passed, lost, inside = stage(result, "gift")
    assert (passed, lost + inside) == (0, reached)
    assert result.steps[2].delivered < reached / 2


def test_steps_nobody_comes_to_are_named_with_their_lines() -> None:
    result = month(SELLING, shares={"gift.1": {"press": 1.0}, "talk.1": {"pay": 1.0}})
    assert [(one.step, one.line) for one in result.unreached] == [("talk.1.expired.1", 34), ("talk.2", 35)]


def test_a_stage_nobody_presses_through_to_is_wholly_unreached() -> None:
    result = month(SELLING, shares={"gift.1": {}})
    assert [one.step for one in result.unreached] == [
        "talk.1",
        "talk.1.expired.1",
        "talk.2",
        "course.1",
        "course.2",
        "course.3",
    ]


def test_messages_are_counted_by_day_and_minute() -> None:
    result = month(SELLING, people=200, days=10)
    assert len(result.load.by_day) == 10
    assert result.load.busiest >= 1
    assert result.load.busiest_at is not None


def test_an_album_is_as_many_messages_as_telegram_counts() -> None:
    album = """
funnel: album
language: en
start: {default: true}
stages:
  - stage: one
    steps:
      - message: Pictures
        album: [photo: a.jpg, photo: b.jpg]
"""
    assert sum(month(album, people=10).load.by_day) == 30


def test_nobody_comes() -> None:
    result = month(SELLING, people=0)
    assert (result.started, result.orders, result.load.busiest_at) == (0, 0, None)
    assert [one.step for one in result.unreached][:2] == ["gift.1", "talk.1"]


def test_progress_goes_from_nothing_to_all() -> None:
    heard: list[float] = []
    plan = Plan(people=50, days=5, first_day=MONDAY)
    simulate(catalogue_of(SELLING), "test", plan, estimates={}, chance=Random(1), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_people_come_by_an_event_where_there_is_no_other_way_in() -> None:
    begun = SELLING.replace("start: {default: true, links: [gift]}", "start: {events: [basket_left]}")
    other = "funnel: other\nstart: {default: true}\nstages: [{stage: one, steps: [{message: Hello}]}]\n"
    assert month(begun, other, people=20).started == 20


def test_a_funnel_nobody_can_come_into() -> None:
    alone = SELLING.replace("start: {default: true, links: [gift]}", "")
    other = "funnel: other\nstart: {default: true}\nstages: [{stage: one, steps: [{message: Hello}]}]\n"
    with pytest.raises(NoWayInError):
        month(alone, other)


def test_no_more_is_sold_than_there_is() -> None:
    limited = SELLING.replace("{title: Talk, stars: 100,", "{title: Talk, stars: 100, stock: 7,")
    assert {one.product: one.paid for one in month(limited, shares={"talk.1": {"pay": 0.5}}).sold}["talk"] == 7


def test_goods_of_another_system_arrive() -> None:
    text = "deliver: {text: Here is the talk.}"
    called = "deliver: {call: {url: 'https://a.example.com', save: {key: k}}, text: 'Here is the talk, {{ key }}.'}"
    assert text in SELLING
    plain, made = month(SELLING), month(SELLING.replace(text, called))
    assert made.load == plain.load
    assert made.orders == plain.orders
