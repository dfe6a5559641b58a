"""A call leaves the engine as an effect, and what came of it returns as an input, however late and odd."""

import json
from datetime import timedelta

import pytest

from funnels.engine.effects.facts import Track
from funnels.engine.effects.outside import Call
from funnels.engine.effects.staff import NotifyStaff
from funnels.engine.inputs import Called
from tests.funnels.engine.world import NOON, World, world

WAITS = """
funnel: test
language: en
start: {default: true}
stages:
  - stage: one
    steps:
      - call: https://crm.example.com/leads
        send: {name: "{{ first_name }}"}
        save: {crm_id: lead.id}
        failed: sorry
      - message: 'You are {{ crm_id | default: "nobody" }}.'
      - end: called
      - message: Sorry.
        id: sorry
"""
BOUGHT_MEANWHILE = """
funnel: test
language: en
start: {default: true}
products: {book: {title: Book, stars: 9, deliver: {text: The book.}}}
stages:
  - stage: one
    goal: paid book
    steps:
      - offer: book
        text: Buy it.
        decline: Not now
      - call: https://crm.example.com/leads
        save: {crm_id: lead.id}
        failed: two
      - message: You have not bought it.
  - stage: two
    steps:
      - message: 'You are {{ crm_id | default: "nobody" }}.'
        buttons: [Bye]
"""
GOES_ON = """
funnel: test
language: en
start: {default: true}
stages:
  - stage: one
    steps:
      - call: https://crm.example.com/leads
      - message: Hello.
        buttons: [Bye]
"""


def called(at: World, *, answer: str = "{}", reason: str = "") -> list[str]:
    """The newest call is over."""
    call = at.all_of(Call)[-1]
    return at.do(
        Called(
            funnel=call.funnel,
            run=call.run,
            revision=call.revision,
            step=call.step,
            ok=not reason,
            answer=answer,
            reason=reason,
        )
    )


def facts(at: World) -> list[tuple[str, str]]:
    return [(fact.event, fact.step) for fact in at.all_of(Track) if fact.event in ("called", "call_failed")]


@pytest.mark.parametrize(
    ("script", "within", "one_try"),
    [
        (WAITS, timedelta(minutes=1), 10),
        (WAITS.replace("failed: sorry", "failed: sorry\n        within: 5 seconds"), timedelta(seconds=5), 5),
        (WAITS.replace("        save: {crm_id: lead.id}\n", ""), timedelta(minutes=1), 10),
        (GOES_ON, timedelta(days=1), 10),
    ],
)
def test_how_long_it_is_tried(script: str, within: timedelta, one_try: float) -> None:
    anna = world(script)
    anna.start()
    (call,) = anna.all_of(Call)
    assert (call.give_up_at - NOON, call.timeout) == (within, one_try)


def test_a_call_that_is_not_waited_for_is_a_fact_about_its_own_step() -> None:
    anna = world(GOES_ON)
    assert anna.start() == ["Hello."]
    assert called(anna) == []
    assert called(anna, reason="crm.example.com answered 500") == []
    assert facts(anna) == [("called", "one.1"), ("call_failed", "one.1")]
    (told,) = anna.all_of(NotifyStaff)
    assert (told.about, told.step, told.text) == ("call_failed", "one.1", "crm.example.com answered 500")
    assert anna.at == "one.2"


def test_an_answer_that_comes_after_the_walk_is_still_a_fact_about_its_step() -> None:
    anna = world(WAITS)
    anna.start()
    assert called(anna, answer='{"lead": {"id": 7}}') == ["You are 7."]
    assert anna.journey().ended
    assert called(anna) == []
    assert facts(anna) == [("called", "one.1"), ("called", "one.1")]


def test_an_answer_that_comes_when_the_journey_has_gone_on_is_kept_and_moves_nothing() -> None:
    anna = world(BOUGHT_MEANWHILE)
    anna.start()
    anna.press("Pay")
    anna.press("Not now")
    (order,) = anna.orders
    assert anna.settle(order)[-1] == "You are nobody."
    assert called(anna, answer='{"lead": {"id": 7}}') == []
    assert anna.person.subscriber.attributes == {"crm_id": 7}
    assert anna.at == "two.1"
    assert facts(anna)[-1] == ("called", "one.2")


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        ('{"lead": {"id": "A-1"}}', "You are A-1."),
        ('{"lead": {"id": null}}', "You are nobody."),
        ('{"lead": [{"id": 1}]}', "You are nobody."),
        ("It worked!", "You are nobody."),
        ("", "You are nobody."),
        ("[" * 60_000, "You are nobody."),
        ('{"lead": {"id": ' + "9" * 5000 + "}}", "You are nobody."),
        ('{"lead": {"id": NaN}}', "You are nobody."),
        ('{"lead": {"id": 1e999}}', "You are nobody."),
        ('{"lead": {"id": "half \\ud83d"}}', "You are half ?."),
        ('{"lead": {"id": "zero\\u0000"}}', "You are zero."),
    ],
)
def test_whatever_is_answered_the_journey_goes_on_and_can_be_kept(answer: str, heard: str) -> None:
    anna = world(WAITS)
    anna.start()
    assert called(anna, answer=answer) == [heard]
    kept = json.dumps(dict(anna.person.subscriber.attributes), ensure_ascii=False, allow_nan=False)
    assert "\0" not in json.loads(kept).get("crm_id", "")
    kept.encode()


@pytest.mark.parametrize(
    ("answer", "heard"),
    [('{"lead": [{"id": 7}, {"id": 8}]}', "8"), ('{"lead": [{"id": 7}]}', "nobody"), ('{"lead": {"1": {}}}', "nobody")],
)
def test_a_part_of_a_list_is_named_by_its_number_from_zero(answer: str, heard: str) -> None:
    anna = world(WAITS.replace("lead.id", "lead.1.id"))
    anna.start()
    assert called(anna, answer=answer) == [f"You are {heard}."]


def test_a_long_answer_is_cut_to_what_a_message_can_show() -> None:
    anna = world(WAITS)
    anna.start()
    called(anna, answer=json.dumps({"lead": {"id": "x" * 60_000}}))
    assert anna.person.subscriber.attributes["crm_id"] == "x" * 4096


def test_one_that_failed_for_good_goes_the_way_the_script_says() -> None:
    anna = world(WAITS)
    anna.start()
    assert called(anna, reason="crm.example.com <b>answered</b> 404") == ["Sorry."]
    (told,) = anna.all_of(NotifyStaff)
    assert told.text == "crm.example.com &lt;b&gt;answered&lt;/b&gt; 404"


def test_what_is_sent_is_json_whatever_is_known() -> None:
    anna = world(GOES_ON)
    anna.start()
    (call,) = anna.all_of(Call)
    sent = json.loads(call.body)
    assert (sent["subscriber"], sent["first_name"], sent["funnel"], sent["stage"]) == (7, "Anna", "test", "one")
