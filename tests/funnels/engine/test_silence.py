"""Whoever asked for silence gets answers and what they paid for; coming back takes up what stood still."""

from collections.abc import Callable

import pytest

from funnels.engine.effects.facts import StagePassed, Track
from funnels.engine.effects.shown import SendMessage
from funnels.engine.effects.timers import CancelTimers, SetTimer
from funnels.engine.inputs import Clicked, Unblocked
from tests.funnels.engine.selling import SELLING
from tests.funnels.engine.world import NOON, World, hours, world

STOPPED = ["I will not write any more. If you change your mind, send /start."]
ASKED = ["You asked me not to write. To go on, send /start."]


def offered() -> World:
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    return anna


def test_after_stop_nothing_comes_and_every_word_is_told_the_way_back() -> None:
    anna = offered()
    assert anna.stop() == STOPPED
    assert anna.stop() == STOPPED
    assert anna.wait("30 days") == []
    assert anna.say("Hello?") == ASKED
    assert anna.press("Not now") == ASKED
    assert anna.at == "talk.1"
    assert len(anna.all_of(CancelTimers)) == 2


def test_start_takes_the_step_up_with_times_counted_from_its_beginning() -> None:
    anna = offered()
    deadline = anna.timer("within")
    anna.stop()
    anna.wait("5 hours")
    assert anna.start() == ["The talk is 100 ⭐."]
    assert anna.timer("within") == deadline == NOON + hours(48)
    assert anna.timer("follow_up.1") == NOON + hours(24)
    assert anna.journey().orders["7:test:1:2:0"].closes_at == deadline


def test_what_came_due_meanwhile_is_left_out() -> None:
    anna = offered()
    anna.stop()
    anna.wait("30 hours")
    anna.start()
    assert {timer.name for timer in anna.timers} == {"follow_up.2", "within"}


def test_a_wait_that_was_over_meanwhile_ends_on_coming_back() -> None:
    anna = offered()
    anna.stop()
    anna.wait("10 days")
    assert anna.start() == ["The talk is 100 ⭐."]
    assert anna.wait("1 second") == ["It is over.", "Some other time."]


def test_goods_come_after_stop_and_the_next_step_waits_for_start() -> None:
    anna = offered()
    anna.stop()
    assert anna.buy("Pay") == ["Here is the talk."]
    assert (anna.at, anna.all_of(StagePassed)[-1]) == ("talk.1", StagePassed(stage="talk"))
    timers = len(anna.all_of(SetTimer))
    assert anna.wait("30 days") == []
    assert len(anna.all_of(SetTimer)) == timers
    assert anna.start() == ["We have met: the next step will come by itself in due time."]
    assert anna.at == "course.1"
    assert anna.timer("over") == anna.now + hours(24)


def test_the_way_out_is_taken_once_however_often_they_come_back() -> None:
    anna = offered()
    anna.stop()
    anna.buy("Pay")
    anna.start()
    due = anna.timer("over")
    anna.stop()
    anna.wait("1 hour")
    anna.start()
    assert (anna.at, anna.timer("over")) == ("course.1", due)


def test_a_stage_that_was_passed_meanwhile_is_not_reached_again() -> None:
    anna = offered()
    anna.stop()
    anna.buy("Pay")
    anna.start()
    assert anna.stages()[2:] == ["+talk", "-talk", "talk!", "+course"]


def test_messages_that_were_due_after_a_payment_are_not_lost_by_the_silence() -> None:
    anna = world(SELLING.replace("expired:", "paid: {message: Enjoy!}\n        expired:"))
    anna.start()
    anna.press("Take it")
    anna.stop()
    assert anna.buy("Pay") == ["Here is the talk."]
    assert anna.start() == ["Enjoy!"]
    assert anna.at == "course.1"


def test_two_payments_in_the_silence_lead_out_of_the_stage() -> None:
    both = SELLING.replace("      - wait: 1 day\n", "      - offer: talk\n        text: The talk again.\n")
    anna = world(both)
    anna.start()
    anna.press("Take it")
    anna.press("Not now")
    anna.press("Fine")
    assert anna.at == "course.1"
    anna.stop()
    anna.buy("Pay 100")
    assert anna.journey().held == "paid"
    anna.settle("7:test:1:9:1")
    assert anna.journey().held == "stage_over"
    anna.start()
    assert anna.journey().outcome == "finished"


def test_the_next_offer_can_be_paid_in_the_next_silence() -> None:
    anna = world(SELLING.replace("- wait: 1 day", "- tag: late"))
    anna.start()
    anna.press("Take it")
    anna.stop()
    anna.buy("Pay 100")
    assert anna.journey().held == "paid"
    anna.start()
    anna.stop()
    anna.settle("7:test:1:4:1")
    assert (anna.at, anna.journey().held) == ("course.2", "paid")


def test_a_way_out_of_the_stage_is_kept_whatever_is_paid_after_it() -> None:
    both = SELLING.replace("      - wait: 1 day\n", "      - offer: talk\n        text: The talk again.\n")
    anna = world(both)
    anna.start()
    anna.press("Take it")
    anna.press("Not now")
    anna.press("Fine")
    anna.stop()
    anna.settle("7:test:1:9:1")
    anna.settle("7:test:1:9:0")
    assert anna.journey().held == "stage_over"


def test_paying_by_hand_works_in_the_silence() -> None:
    anna = world(SELLING.replace("- wait: 1 day", "- tag: late"))
    anna.start()
    anna.press("Take it")
    anna.press("Not now")
    anna.press("Fine")
    anna.stop()
    (how,) = anna.press("Pay €50 by transfer")
    assert how.startswith("To pay: €50.")
    assert anna.press("I have paid")[0].startswith("Thank you! I will check the payment and write to you.")
    assert anna.settle(anna.claims[-1], method="manual") == ["Here is the course."]
    assert anna.start() == ["You have seen all I had to show. Thank you for staying with me!"]


def test_a_blocked_person_is_back_with_their_first_word() -> None:
    anna = offered()
    anna.block()
    assert (anna.person.subscriber.reach, anna.timers) == ("blocked", [])
    anna.wait("5 hours")
    assert anna.say("Hello") == ["Please press one of the buttons, so that I understand you exactly."]
    assert anna.person.subscriber.reach == "active"
    assert {timer.name for timer in anna.timers} == {"follow_up.1", "follow_up.2", "within"}


def test_a_blocked_person_is_back_with_a_press_but_not_with_a_link_in_an_old_message() -> None:
    anna = offered()
    anna.block()
    button = anna.button("Not now")
    anna.do(Clicked(data=button.data))
    assert anna.person.subscriber.reach == "blocked"
    assert anna.press("Not now") == ["Some other time."]
    assert anna.person.subscriber.reach == "active"


@pytest.mark.parametrize(("leave", "fact"), [(World.stop, "stopped"), (World.block, "blocked")])
def test_who_leaves_when_every_walk_is_over_has_left_all_the_same(
    leave: Callable[[World], list[str]], fact: str
) -> None:
    anna = world("""
        funnel: test
        language: en
        start: {links: [test]}
        stages: [{stage: gift, steps: [{message: Take it and go.}]}]
        """)
    anna.start()
    assert anna.journey().ended
    leave(anna)
    leave(anna)
    assert [one.event for one in anna.all_of(Track)].count(fact) == 1


def test_blocking_twice_or_after_stop_says_nothing_twice() -> None:
    anna = offered()
    anna.stop()
    anna.block()
    anna.block()
    assert anna.stages().count("-talk") == 1
    assert len(anna.all_of(CancelTimers)) == 2
    anna.stop()
    assert anna.stages().count("-talk") == 1


def test_a_timer_that_fires_in_the_silence_does_nothing() -> None:
    anna = offered()
    pending = list(anna.timers)
    anna.stop()
    anna.timers = pending
    assert anna.wait("3 days") == []
    assert anna.at == "talk.1"


def test_stop_before_anything_is_answered() -> None:
    anna = world(SELLING)
    assert anna.stop() == STOPPED
    assert anna.start() == ["A gift for you."]
    assert [message.purpose for message in anna.all_of(SendMessage)] == ["reply", "step"]


def test_whoever_asked_for_silence_has_it_also_after_a_block() -> None:
    anna = offered()
    anna.stop()
    anna.block()
    anna.do(Unblocked())
    assert anna.person.subscriber.reach == "stopped"
    assert anna.wait("30 days") == []
    assert anna.say("Hello?") == ASKED
    assert anna.start() == ["The talk is 100 ⭐."]


def test_a_block_that_is_over_takes_up_what_stood_still_and_says_nothing() -> None:
    anna = offered()
    deadline = anna.timer("within")
    anna.block()
    anna.wait("5 hours")
    assert anna.do(Unblocked()) == []
    assert (anna.person.subscriber.reach, anna.timer("within")) == ("active", deadline)
    effects = len(anna.effects)
    assert anna.do(Unblocked()) == []
    assert len(anna.effects) == effects
