"""A button or a timer of a step that is over never moves the journey, nor does data the bot never sent."""

import pytest

from funnels.engine.effects.facts import Track
from funnels.engine.effects.orders import OpenOrder, RecordClaim
from funnels.engine.effects.shown import ShowToast
from funnels.engine.effects.timers import SetTimer
from funnels.engine.inputs import Clicked, Pressed, TimerFired
from tests.funnels.engine.selling import SELLING
from tests.funnels.engine.world import World, coded, world

OVER = ["This step is behind us, see the messages below."]

BUTTONS = """
funnel: test
language: en
products:
  talk: {title: Talk, stars: 100, deliver: {text: Here is the talk.}}
stages:
  - stage: one
    steps:
      - message: One.
        buttons:
          - [On, {text: Off, goto: off}]
          - {text: Site, url: "https://example.com/"}
          - {text: Talk, buy: talk}
        follow_ups: [{after: 1 hour, message: Well?}]
      - ask: A question without a way round it?
      - message: Off.
        id: off
        buttons: [Bye]
"""


def offered() -> World:
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    return anna


def test_an_old_button_answers_with_a_toast() -> None:
    anna = world(SELLING)
    anna.start()
    old = anna.button("Take it")
    anna.press("Take it")
    before = anna.journey()
    assert anna.do(Pressed(data=old.data)) == OVER
    assert anna.journey() == before


def test_ten_presses_at_once_move_once() -> None:
    anna = world(SELLING)
    anna.start()
    press = Pressed(data=anna.button("Take it").data)
    for _ in range(10):
        anna.do(press)
    assert anna.journey().revision == 2
    assert anna.stages() == ["+gift", "gift!", "+talk"]
    assert len(anna.all_of(ShowToast)) == 9


def test_ten_presses_of_a_pay_button_ask_once() -> None:
    anna = offered()
    press = Pressed(data=anna.button("Pay").data)
    for _ in range(10):
        anna.do(press)
    assert len(anna.all_of(OpenOrder)) == len(anna.asked_to_pay()) == 1
    assert anna.orders.keys() == {"7:test:1:2:0"}


def test_a_timer_of_a_step_that_is_over_does_nothing() -> None:
    anna = world(SELLING)
    anna.start()
    late = next(timer for timer in anna.all_of(SetTimer) if timer.name == "within")
    anna.press("Take it")
    before = anna.journey()
    fired = TimerFired(funnel="test", run=1, revision=late.revision, name=late.name)
    assert anna.do(fired) == []
    assert anna.journey() == before


def test_a_timer_of_an_unknown_journey_does_nothing() -> None:
    anna = world(SELLING)
    assert anna.do(TimerFired(funnel="test", run=1, revision=1, name="within")) == []
    anna.start()
    assert anna.do(TimerFired(funnel="other", run=1, revision=1, name="within")) == []
    assert anna.do(TimerFired(funnel="test", run=2, revision=1, name="within")) == []


def test_a_link_is_counted_whenever_it_is_followed() -> None:
    anna = world(BUTTONS)
    anna.start()
    link = anna.button("Site")
    anna.press("On")
    assert anna.do(Clicked(data=link.data)) == []
    clicked = anna.all_of(Track)[-1]
    assert (clicked.event, clicked.step, clicked.detail) == ("clicked", "one.1", "2")


@pytest.mark.parametrize(
    "data", ["", "x", ":" * 4, "test:1:1:0.0", "test:1:one:0.0:0", "test:2:1:0.0:0", "a:1:1:0.0:0"]
)
def test_data_that_names_no_button_answers_with_a_toast(data: str) -> None:
    anna = world(BUTTONS)
    anna.start()
    before = anna.journey()
    assert anna.do(Pressed(data=data)) == OVER
    assert anna.do(Clicked(data=data)) == []
    assert anna.journey() == before


@pytest.mark.parametrize(
    "code", ["", "2", "3", "4", "-1", "²", "skip", "decline", "pay", "pay.", "pay.stars", "pay.stars.1"]
)
@pytest.mark.parametrize("part", [0, 1])
def test_data_of_a_button_the_step_has_not_answers_with_a_toast(code: str, part: int) -> None:
    anna = world(BUTTONS)
    anna.start()
    before = anna.journey()
    assert anna.do(coded(anna.button("On"), code, part=part)) == OVER
    assert anna.journey() == before


@pytest.mark.parametrize("other", [{"place": 2}, {"place": -1}, {"place": 99}, {"part": 2}, {"part": -1}, {"run": 2}])
@pytest.mark.parametrize("code", ["0", "buy.0", "pay.stars.0", "claim.manual.0"])
def test_data_of_another_place_answers_with_a_toast(code: str, other: dict[str, int]) -> None:
    anna = world(BUTTONS)
    anna.start()
    before = anna.journey()
    press = coded(anna.button("On"), code, **other)
    assert anna.do(press) == OVER
    anna.do(Clicked(data=press.data))
    assert anna.journey() == before


def test_a_question_without_skip_cannot_be_skipped() -> None:
    anna = world(BUTTONS)
    anna.start()
    on = anna.button("On")
    anna.press("On")
    assert anna.do(coded(on, "skip", revision=2, place=1)) == OVER
    assert anna.at == "one.2"


@pytest.mark.parametrize(
    "code",
    [
        "pay.manual.0",
        "pay.stars.1",
        "pay.stars.x",
        "pay.stars.-1",
        "pay..0",
        "claim.manual.0",
        "claim.0",
        "buy.stars.0",
        "buy.x.0",
    ],
)
def test_a_pay_button_the_offer_has_not_opens_no_order(code: str) -> None:
    anna = offered()
    assert anna.do(coded(anna.button("Pay"), code)) == OVER
    assert anna.orders == {}


@pytest.mark.parametrize("revision", [-1, 0, 1, 3, 99])
def test_a_made_up_revision_opens_no_offer_that_is_closed(revision: int) -> None:
    anna = offered()
    pay = anna.button("Pay")
    anna.wait("2 days")
    assert anna.press("Pay") == ["This offer is closed already."]
    assert anna.do(coded(pay, "pay.stars.0", revision=revision)) == OVER
    assert anna.orders == {}


@pytest.mark.parametrize("revision", [-1, 0, 99])
def test_a_revision_there_never_was_opens_no_order_either(revision: int) -> None:
    anna = offered()
    anna.press("Not now")
    anna.press("Fine")
    anna.wait("1 day")
    assert anna.do(coded(anna.button("Pay"), "pay.stars.1", revision=revision)) == OVER
    assert anna.orders == {}


@pytest.mark.parametrize("code", ["claim.1", "claim.manual.1", "claim.stars.1", "claim.manual EUR.1"])
def test_nobody_claims_to_have_paid_what_they_were_not_asked_for(code: str) -> None:
    anna = offered()
    anna.press("Not now")
    anna.press("Fine")
    anna.wait("1 day")
    assert anna.do(coded(anna.button("Pay"), code)) == OVER
    assert anna.all_of(RecordClaim) == []


def test_nobody_claims_by_hand_what_they_were_asked_for_by_stars() -> None:
    anna = offered()
    anna.press("Not now")
    anna.press("Fine")
    anna.wait("1 day")
    button = anna.button("Pay 900")
    anna.press("Pay 900")
    for code in ("claim.stars.1", "claim.manual.1"):
        assert anna.do(coded(button, code)) == OVER
    assert anna.all_of(RecordClaim) == []
