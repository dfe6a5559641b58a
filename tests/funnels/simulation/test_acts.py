"""Every verb that waits, and every kind of answer, has somebody in the simulation who does what it waits for."""

from collections.abc import Mapping
from typing import get_args

import pytest

from funnels.simulation.acts import _MOVES, ActName
from funnels.simulation.doing import _DOING
from funnels.simulation.estimates import SHARES, default_estimates
from funnels.steps import VERBS
from funnels.steps.answers import KINDS
from funnels.steps.waiting import Waiting
from tests.funnels.scripts import script_of

from .month import month

TOP = """
funnel: test
language: en
start: {default: true}
products: {talk: {title: Talk, stars: 100, price: 5 EUR, pay: [stars, manual], deliver: {text: Here it is.}}}
stages:
  - stage: one
    steps:
      - STEP
  - stage: two
    steps: [message: Well done.]
"""


def alone(step: str) -> str:
    """A funnel of one step, with the key `one.it`, and a word after it."""
    return TOP.replace("STEP", step.removesuffix("}") + ", id: it}")


def going_on(step: str, shares: Mapping[ActName, float]) -> float:
    """The share of the people who go on from a step when they act so."""
    result = month(alone(step), people=60, days=60, shares={"one.it": shares})
    return result.stages[1].reached / result.started


@pytest.mark.parametrize(
    ("step", "act"),
    [
        ("{message: Hello, buttons: [Go on]}", "press"),
        ("{message: Hello, buttons: [{text: My number, contact: true}]}", "press"),
        ("{ask: Who?, skip: No}", "skip"),
        ("{offer: talk, text: Buy}", "pay"),
        ("{offer: talk, text: Buy, decline: No}", "decline"),
        ('{gate: "@somewhere", text: Join us}', "join"),
        ("{wait: {for: seen}}", "happen"),
        ("{handoff: Take over}", "give_back"),
        ('{call: "https://example.com/crm", save: {number: id}}', "answer"),
    ],
)
def test_who_does_what_a_step_waits_for_goes_on(step: str, act: ActName) -> None:
    assert going_on(step, {act: 1.0}) > 0.9


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_an_answer_that_fits_every_kind_of_question(kind: str) -> None:
    choices = ", choices: [Family, Work]" if kind == "choice" else ""
    assert going_on(f"{{ask: Well?, for: {kind}{choices}}}", {"answer": 1.0}) > 0.9


TWO = TOP.replace("products: {talk:", "products: {book: {title: Book, stars: 50, deliver: {text: Here.}}, talk:")


def test_of_several_products_each_is_chosen_alike_unless_it_is_said() -> None:
    offer = TWO.replace("STEP", "{offer: [book, talk], text: Buy, id: it}")
    (estimate,) = default_estimates(script_of(offer)).values()
    pays = {act.which: share for act, share in estimate.moves.items() if act.name == "pay"}
    assert pays == pytest.approx({"book": 0.03, "talk stars": 0.015, "talk manual": 0.015})
    sold = {one.product: one.paid for one in month(offer, people=200, days=60, shares={"one.it": {"pay": 0.3}}).sold}
    assert sold == pytest.approx({"book": 60, "talk": 120}, rel=0.25)


def test_an_address_that_does_not_answer_has_failed() -> None:
    result = month(alone('{call: "https://example.com/crm", failed: end}'), shares={"one.it": {"answer": 0.25}})
    assert result.stages[1].reached / result.started == pytest.approx(0.25, abs=0.06)
    assert result.inside == {}


def test_links_and_selling_buttons_are_beside_the_rest() -> None:
    buttons = "[{text: Site, url: 'https://example.com'}, {text: Buy, buy: talk}, Go on]"
    result = month(
        alone(f"{{message: Hello, buttons: {buttons}}}"),
        people=60,
        days=60,
        shares={"one.it": {"open": 1.0, "buy": 1.0}},
    )
    (row, _) = result.steps
    assert row.clicked > 0.9 * row.delivered
    assert result.sold[0].paid > 0.9 * result.started
    assert result.stages[1].reached == 0


def test_who_has_blocked_the_bot_does_nothing_more() -> None:
    text = alone("{message: Hello, buttons: [{text: Buy, buy: talk}, Go on]}")
    result = month(text, people=100, days=60, shares={"one.it": {"block": 1.0, "buy": 1.0}})
    assert 0 < result.sold[0].paid < 0.8 * result.started


def test_every_verb_that_waits_can_be_acted_on() -> None:
    waiting = {verb for verb in VERBS.values() if issubclass(verb, Waiting)}
    assert waiting <= set(_MOVES)
    assert {verb.verb for verb in _MOVES} == set(SHARES)


def test_every_act_is_done_somehow() -> None:
    assert set(_DOING) == set(get_args(ActName))


def test_the_assumed_shares_of_a_step_leave_room_for_those_who_do_nothing() -> None:
    everything = [
        "{message: Hello, buttons: [One, Two, {text: Site, url: 'https://example.com'}]}",
        "{ask: Who?, skip: No}",
        "{offer: talk, text: Buy, decline: No}",
    ]
    for step in everything:
        (estimate,) = default_estimates(script_of(alone(step))).values()
        assert 0 < sum(estimate.moves.values()) < 1


def test_of_several_events_each_has_a_share_of_its_own() -> None:
    called = alone("{wait: {for: [paid, called]}, within: 2 days}").replace(
        "  - stage: two", "      - if: event == 'called'\n        then: end\n  - stage: two"
    )
    result = month(called, people=200, days=60, shares={"one.it": {"happen": 0.5}})
    assert result.stages[1].reached / result.started == pytest.approx(0.5, abs=0.1)
