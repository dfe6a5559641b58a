"""What happened to a person turns back into the lines that let it happen again."""

import re
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.definition.document import parse
from funnels.definition.money import Money
from funnels.dialogue.acts import BEGIN, CannotError
from funnels.dialogue.file import FILE, parse_dialogues
from funnels.dialogue.player import play
from funnels.dialogue.recording import LINES, Happened, record
from funnels.dialogue.writing import MODELINE, appended, as_yaml
from funnels.engine.inputs import (
    Answered,
    Blocked,
    Called,
    EventReceived,
    Input,
    MemberChanged,
    MemberChecked,
    Paid,
    PaymentAccepted,
    PaymentNotAsked,
    PaymentRefused,
    Pressed,
    Recurring,
    Refunded,
    StaffActed,
    Started,
    Stopped,
    SubscriptionChanged,
    TimerFired,
)
from tests.funnels.scripts import catalogue_of

CATALOGUE = catalogue_of("""
funnel: f
language: en
stages:
  - stage: one
    steps:
      - gate: "@News"
        text: Join us first.
      - call: https://crm.example.com/leads
        save: {crm_id: lead.id}
      - task: Call {{ first_name }}, {{ crm_id }}.
        within: 1 hour
      - wait: {for: webinar_seen, save: [minutes]}
      - ask: Your number?
        save: phone
      - message: Thank you.
""")


def happened(*inputs: Happened) -> list[dict[str, Any]]:
    recorded = record("walk", [Started(), *inputs], CATALOGUE, {})
    (written,) = parse_dialogues(as_yaml(recorded.data), FILE, CATALOGUE)
    assert play(written.dialogue, CATALOGUE).differences == []
    lines: list[dict[str, Any]] = recorded.data["play"]
    return lines


def test_everything_that_can_happen_has_a_line() -> None:
    assert set(LINES) == {*get_args(Input), timedelta}


def test_a_choice_is_pressed_as_its_buttons_were() -> None:
    catalogue = catalogue_of("""
funnel: f
language: en
products:
  basic: {title: Basic, stars: 10, deliver: {text: Yours.}}
  pro: {title: Pro, stars: 20, price: 5 EUR, pay: [stars, manual], deliver: {text: Yours.}}
stages: [{stage: one, steps: [{offer: [basic, pro], text: Choose.}]}]
""")
    button, order = "f:1:1:0.0", "1:f:1:1:0"
    pressed = [Pressed(data=f"{button}:{code}") for code in ("buy.1", "pay.manual.1", "back.1", "pay.stars.0")]
    paid = Paid(order=order, method="stars", money=Money(amount=10, currency="XTR"), charge="c")
    recorded = record("chooses", [Started(), *pressed, paid], catalogue, {})
    lines = [line for line in recorded.data["play"] if "bot" not in line]
    assert [line.get("press", "").replace("\N{NO-BREAK SPACE}", " ") for line in lines[1:5]] == [
        "Pro — €5",
        "Pay €5 by transfer",
        "‹ Pro: choose another",
        "Basic — 10 ⭐",
    ]
    assert lines[5] == {"pay": "basic"}


def test_the_person_the_staff_and_other_systems_each_have_their_lines() -> None:
    place = {"funnel": "f", "run": 1}
    lines = happened(
        MemberChecked(**place, revision=1, member=False, first=True),
        MemberChanged(chats=("@news", "-100"), member=True),
        Called(**place, revision=2, step="one.2", ok=True, answer='{"lead": {"id": 7}}'),
        StaffActed(act="done", **place, revision=3, staff=5),
        timedelta(hours=2, microseconds=1),
        EventReceived(name="webinar_seen", values={"minutes": "40"}),
        Answered(kind="contact", phone="+79001112233"),
        Stopped(),
        TimerFired(**place, revision=9, name="late"),
    )
    assert [line for line in lines if "bot" not in line] == [
        {"user": "/start"},
        {"join": "@News"},
        {"called": {"lead": {"id": 7}}},
        {"told": ["Call Анна, 7."]},
        {"staff": "done"},
        {"later": "2 hours 1 second"},
        {"event": {"name": "webinar_seen", "values": {"minutes": "40"}}},
        {"send": "contact"},
        {"user": "/stop"},
    ]


@pytest.mark.parametrize(
    ("called", "line"),
    [
        (Called(funnel="f", run=1, revision=2, step="one.2", ok=False, reason="it is down"), "failed"),
        (Called(funnel="f", run=1, revision=2, step="one.2", ok=True, answer="OK"), {}),
        (Called(funnel="f", run=1, revision=2, step="one.2", ok=True, answer="[1]"), {}),
    ],
)
def test_an_answer_that_says_nothing_is_empty(called: Called, line: object) -> None:
    lines = happened(MemberChanged(chats=("@news",), member=True), called)
    assert {"called": line} in lines


@pytest.mark.parametrize(
    ("input_", "problem"),
    [
        (Blocked(), "a dialogue cannot say that the person blocked the bot"),
        (PaymentNotAsked(order="1:f:1:1:0", method="stripe", reason="it is down"), "the person could not pay"),
        (PaymentRefused(order="1:f:1:1:0"), "was told that their payment did not arrive"),
        (PaymentAccepted(order="1:f:1:1:0"), "paid another sum, which was enough"),
        (
            Refunded(refund="r", order="1:f:1:1:0", charge="x", money=Money(amount=1, currency="XTR"), whole=False),
            "a dialogue cannot say that a part of a payment went back",
        ),
        (MemberChanged(chats=("@news",), member=False), "a dialogue cannot say that the person left a channel"),
        (StaffActed(act="replied", funnel="f", run=1, revision=1, staff=5), "that staff replied with a file"),
        (Answered(kind="poll"), "a dialogue cannot send a poll; it can send contact, location"),
        (Pressed(data="f:1:9:1.0:1"), "the person pressed a button that a dialogue does not have"),
        (
            Paid(order="1:f:1:1:0", method="stars", money=Money(amount=100, currency="XTR"), charge="x"),
            "paid an order that",
        ),
    ],
)
def test_what_a_dialogue_cannot_say(input_: Input, problem: str) -> None:
    with pytest.raises(CannotError, match=re.escape(problem)):
        record("walk", [Started(), input_], CATALOGUE, {})


CLUB = catalogue_of("""
funnel: club
language: en
products:
  month: {title: Month, stars: 70, subscription: true, deliver: {text: The club.}}
stages:
  - stage: one
    steps:
      - offer: month
        text: Join us.
""")


def test_a_subscription_is_paid_renewed_by_the_clock_and_ended() -> None:
    order, stars = "7:club:1:1:0", Money(amount=70, currency="XTR")
    now = BEGIN + timedelta(days=30)
    ref = {"order": order, "method": "stars", "money": stars}
    told = [
        Started(),
        Pressed(data="club:1:1:0.0:pay.stars.0"),
        Paid(**ref, charge="a", recurring=Recurring(until=now, first=True)),
        timedelta(days=30),
        TimerFired(funnel="club", run=1, revision=0, name="access_remind:month:0"),
        Paid(**ref, charge="b", recurring=Recurring(until=now + timedelta(days=30), first=False)),
        SubscriptionChanged(order=order, state="cancelled"),
        SubscriptionChanged(order=order, state="active"),
        Pressed(data="club:1:0:0.0:unsubscribe.0"),
        SubscriptionChanged(order=order, state="cancelled"),
        Refunded(refund="r", order=order, charge="b", money=stars, whole=True),
    ]
    recorded = record("walk", told, CLUB, {})
    (written,) = parse_dialogues(as_yaml(recorded.data), FILE, CLUB)
    assert play(written.dialogue, CLUB).differences == []
    assert [line for line in recorded.data["play"] if "bot" not in line] == [
        {"user": "/start"},
        {"press": "Subscribe: 70 ⭐ a month"},
        {"pay": "month"},
        {"later": "4 weeks 2 days"},
        {"subscription": "cancelled"},
        {"subscription": "restored"},
        {"press": "Cancel the subscription"},
        {"refund": "month"},
    ]
    assert recorded.person.subscriber.bought == ()


def test_a_renewal_that_failed_has_to_be_said_beforehand() -> None:
    with pytest.raises(CannotError, match="the Stars lack"):
        record("walk", [Started(), SubscriptionChanged(order="7:club:1:1:0", state="failed")], CLUB, {})


def test_who_began_nothing_has_no_dialogue() -> None:
    with pytest.raises(CannotError, match="nobody has begun a funnel in this chat"):
        record("walk", [Stopped()], CATALOGUE, {})


# How it is written

TEXTS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")) | st.sampled_from("#:-,[]{}?!&*'\"\\\n%@`|> "))


@given(TEXTS)
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    data = {
        "dialogue": text,
        "variants": {"price": text},
        "play": [{"user": text}, {"bot": [text, text]}, {"called": {text: [1, True, text]}}],
        "expect": {"attributes": {"x": text, "y": 1.5}},
    }
    assert parse(as_yaml(data), FILE).data == [data]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"{MODELINE}\n\n- a: 1\n"),
        ("- b: 2\n", "- b: 2\n\n- a: 1\n"),
        ("# Why.\n  - b: 2", "# Why.\n  - b: 2\n\n  - a: 1\n"),
        ("- b: 2\r\n", "- b: 2\r\n\r\n- a: 1\r\n"),
        ("# Soon.\n", "# Soon.\n\n- a: 1\n"),
    ],
)
def test_an_entry_is_put_at_the_end_the_way_the_others_stand(before: str, after: str) -> None:
    assert appended(before, "- a: 1\n") == after
