"""A follow-up comes only while its step waits, at a decent hour, and never in a heap."""

from datetime import UTC, datetime

import pytest

from funnels.engine.effects.facts import Track
from funnels.engine.effects.shown import SendMessage
from tests.funnels.engine.selling import SELLING
from tests.funnels.engine.world import NOON, hours, world

DECENT = SELLING.replace("language: en\n", "language: en\ntimezone: Europe/Moscow\nsending_hours: 09:00-21:00\n")
ASKS = """
funnel: test
language: en
stages:
  - stage: one
    steps:
      - ask: Which one?
        for: choice
        choices: [Portrait, Landscape]
        skip: Neither
        follow_ups:
          - {after: 1 hour, message: Which one is it?}
"""


def moscow(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour - 3, minute, tzinfo=UTC)


def test_a_follow_up_is_cancelled_the_moment_the_step_is_done() -> None:
    anna = world(SELLING)
    anna.start()
    assert anna.wait("1 hour") == ["It is still here."]
    anna.press("Take it")
    assert {timer.name for timer in anna.timers} == {"follow_up.1", "follow_up.2", "within"}
    assert all(timer.revision == anna.journey().revision for timer in anna.timers)
    anna.buy("Pay 100")
    assert [timer.name for timer in anna.timers] == ["over"]


def test_a_follow_up_is_a_message_of_its_step_with_the_buttons_of_its_step() -> None:
    anna = world(SELLING)
    anna.start()
    anna.wait("1 hour")
    sent = anna.all_of(SendMessage)[-1]
    assert (sent.purpose, sent.lane, sent.step) == ("follow_up", "timed", "gift.1#1")
    assert [button.text for row in sent.buttons for button in row] == ["Take it"]
    assert anna.press("Take it") == ["The talk is 100 ⭐."]
    assert ("answered", "gift.1#1") in [(fact.event, fact.step) for fact in anna.all_of(Track)]


@pytest.mark.parametrize(("label", "event"), [("Portrait", "answered"), ("Neither", "skipped")])
def test_an_answer_by_a_follow_up_of_a_question_counts_for_the_follow_up(label: str, event: str) -> None:
    anna = world(ASKS)
    anna.start()
    anna.wait("1 hour")
    anna.press(label)
    assert (event, "one.1#1") in [(fact.event, fact.step) for fact in anna.all_of(Track)]


def test_after_an_outage_only_the_latest_overdue_follow_up_is_sent() -> None:
    anna = world(SELLING)
    anna.start()
    assert anna.outage("6 hours") == ["It is nearly gone."]


def test_the_latest_one_is_the_one_due_last_in_whatever_order_they_are_written() -> None:
    first = "          - {after: 1 hour, message: It is still here.}\n"
    anna = world(SELLING.replace(first, "").replace("        within: 1 day\n", f"{first}        within: 1 day\n"))
    anna.start()
    assert anna.outage("6 hours") == ["It is nearly gone."]


def test_after_an_outage_until_the_very_end_of_the_wait_no_follow_up_is_sent() -> None:
    anna = world(SELLING)
    anna.start()
    assert anna.outage("1 day") == []
    assert anna.journey().ended


def test_a_follow_up_that_the_night_moves_to_the_end_of_the_wait_is_left_out() -> None:
    anna = world(DECENT.replace("within: 1 day", "within: 11 hours"), now=moscow(2, 22))
    anna.start()
    assert [(timer.name, timer.due_at) for timer in anna.timers] == [("within", moscow(3, 9))]


def test_after_an_outage_over_the_deadline_no_follow_up_is_sent() -> None:
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    assert anna.outage("3 days") == ["It is over.", "Some other time."]


def test_two_follow_ups_moved_to_the_same_morning_are_one_message() -> None:
    anna = world(DECENT, now=moscow(2, 20, 30))
    anna.start()
    assert anna.timer("follow_up.1") == anna.timer("follow_up.2") == moscow(3, 9)
    assert anna.wait("14 hours") == ["It is nearly gone."]


def test_a_message_before_the_deadline_is_moved_earlier_into_the_sending_hours() -> None:
    anna = world(DECENT, now=moscow(2, 22, 30))
    anna.start()
    anna.press("Take it")
    assert next(iter(anna.journey().orders.values())).closes_at == moscow(4, 22, 30)
    assert anna.timer("follow_up.2") == moscow(4, 20, 30)
    assert anna.timer("within") == moscow(5, 9)


def test_a_follow_up_that_the_night_moves_behind_the_deadline_is_left_out() -> None:
    short = DECENT.replace("deadline: 2 days", "deadline: 12 hours").replace("after: 1 day", "after: 1 hour")
    anna = world(short, now=moscow(2, 20, 30))
    anna.start()
    anna.press("Take it")
    assert {timer.name for timer in anna.timers} == {"follow_up.2", "within"}
    assert anna.wait("1 day") == ["Two hours are left.", "It is over.", "Some other time."]


def test_an_offer_that_closes_at_night_cannot_be_bought_after_that_and_says_so_in_the_morning() -> None:
    anna = world(DECENT, now=moscow(2, 23))
    anna.start()
    anna.press("Take it")
    anna.wait("2 days 1 hour")
    assert anna.press("Pay 100") == ["This offer is closed already."]
    assert anna.wait("9 hours") == ["It is over.", "Some other time."]


def test_answers_never_wait_for_the_sending_hours() -> None:
    anna = world(DECENT, now=moscow(3, 3))
    assert anna.start() == ["A gift for you."]
    assert anna.press("Take it") == ["The talk is 100 ⭐."]
    assert {sent.lane for sent in anna.all_of(SendMessage)} == {"answer"}


def test_a_wait_that_ends_at_night_goes_on_in_the_morning() -> None:
    anna = world(DECENT, now=moscow(2, 23))
    anna.start()
    anna.press("Take it")
    anna.press("Not now")
    anna.press("Fine")
    assert anna.timer("over") == moscow(4, 9)


@pytest.mark.parametrize(
    ("zone", "due"), [("", 6), ("Europe/Moscow", 6), ("Asia/Vladivostok", -1), ("Europe/Lisbon", 9)]
)
def test_the_hours_are_those_of_the_subscriber_or_else_of_the_funnel(zone: str, due: int) -> None:
    anna = world(DECENT, now=datetime(2026, 3, 2, 20, tzinfo=UTC), timezone=zone)
    anna.start()
    assert anna.timer("follow_up.1") == datetime(2026, 3, 3, tzinfo=UTC) + hours(due)


def test_a_timer_that_fires_outside_the_hours_is_set_again() -> None:
    anna = world(DECENT, now=moscow(2, 19, 30))
    anna.start()
    assert anna.timer("follow_up.1") == moscow(2, 20, 30)
    assert anna.outage("2 hours") == []
    assert anna.timer("follow_up.1") == moscow(3, 9)


def test_no_timer_is_due_before_it_is_set() -> None:
    anna = world(SELLING)
    anna.start()
    anna.stop()
    anna.wait("3 days")
    assert anna.start() == ["A gift for you."]
    assert anna.timer("within") == NOON + hours(72)
