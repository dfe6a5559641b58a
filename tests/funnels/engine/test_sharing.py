"""Buttons that share: the reply keyboard they need, what is kept of what they send, when the keyboard goes away."""

from funnels.engine.effects.facts import Track
from funnels.engine.effects.shown import SendMessage
from funnels.engine.inputs import Answered, Pressed
from tests.funnels.engine.world import World, hours, world

ASKS = """
funnel: test
language: en
start: {default: true}
stages:
  - stage: one
    steps:
      - message: Who are you?
        buttons:
          - [{text: My number, contact: true}, {text: My place, location: true}]
          - {text: Nobody, goto: last}
        follow_ups:
          - {after: 1 hour, message: Still there?}
        within: 1 day
      - message: Thank you.
        buttons: [On]
      - message: The last one.
        id: last
      - wait: 1 day
      - message: Bye.
menu:
  - {command: faq, title: Questions, message: Ask me.}
"""


def messages(w: World) -> list[SendMessage]:
    return [shown for shown in w.shown if isinstance(shown, SendMessage)]


def started() -> World:
    w = world(ASKS)
    w.start()
    return w


def test_a_message_that_asks_has_a_reply_keyboard_and_so_has_its_follow_up() -> None:
    w = started()
    w.later(hours(1))
    assert [message.reply_keyboard for message in messages(w)] == [True, True]
    assert [message.removes_keyboard for message in messages(w)] == [False, False]


def test_the_next_message_without_buttons_takes_the_keyboard_away_once() -> None:
    w = started()
    assert w.say("Nobody") == ["The last one."]
    assert messages(w)[-1].removes_keyboard
    assert w.keyboard == ()
    w.later(hours(24))
    assert (messages(w)[-1].text, messages(w)[-1].removes_keyboard) == ("Bye.", False)


def test_a_message_with_buttons_leaves_the_keyboard_to_the_next() -> None:
    w = started()
    w.do(Answered(kind="contact", phone="+79001112233"))
    assert not messages(w)[-1].removes_keyboard
    w.press("On")
    assert messages(w)[-1].removes_keyboard


def test_what_is_said_while_the_step_waits_leaves_the_keyboard() -> None:
    w = started()
    w.stop()
    w.start()
    assert [message.removes_keyboard for message in messages(w)] == [False] * len(messages(w))
    assert w.keyboard


def test_the_menu_leaves_the_keyboard_to_the_step_that_waits() -> None:
    w = started()
    assert w.say("/faq") == ["Ask me."]
    assert not messages(w)[-1].removes_keyboard
    assert w.keyboard


def test_what_is_said_after_the_end_takes_the_keyboard_away() -> None:
    w = world(ASKS.replace("within: 1 day\n", "within: 1 day\n        otherwise: end\n"))
    w.start()
    w.later(hours(24))
    w.say("Hello?")
    assert messages(w)[-1].removes_keyboard


def test_a_contact_of_somebody_else_is_asked_for_anew() -> None:
    w = started()
    (said,) = w.do(Answered(kind="contact"))
    assert said.startswith("This is somebody else")
    assert messages(w)[-1].reply_keyboard
    assert not w.person.subscriber.attributes


def test_a_contact_nobody_asked_for_is_no_answer() -> None:
    w = started()
    w.do(Answered(kind="contact", phone="+79001112233"))
    (said,) = w.do(Answered(kind="contact"))
    assert said.startswith("Please press one of the buttons")


def test_a_number_makes_a_lead() -> None:
    w = started()
    w.do(Answered(kind="contact", phone="+79001112233"))
    facts = [(track.event, track.detail) for track in w.all_of(Track)]
    assert ("marked", "lead") in facts
    assert ("clicked", "0") in facts
    assert ("answered", "My number") in facts


def test_nobody_goes_on_by_a_forged_press_without_sharing() -> None:
    w = started()
    data = w.button("My number").data
    w.do(Pressed(data=data))
    assert w.person.journeys[0].step == "one.1"
    assert not w.person.subscriber.attributes


def test_a_place_at_the_equator_is_a_place() -> None:
    w = started()
    w.do(Answered(kind="location", latitude=0.0, longitude=-78.4678))
    assert w.person.subscriber.attributes == {"location": "0.000000,-78.467800"}
