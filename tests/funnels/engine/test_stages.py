"""A stage is reached once per journey, and passed, lost or still being walked; the metrics count on it."""

from funnels.engine.effects.facts import StagePassed, StageReached, Track
from funnels.engine.effects.timers import SetTimer
from tests.funnels.engine.selling import SELLING
from tests.funnels.engine.world import world

ROUND = """
funnel: test
language: en
stages:
  - stage: one
    steps:
      - message: One.
        buttons: [On]
  - stage: two
    goal: done
    steps:
      - message: Two.
        buttons: [On, {text: Back, goto: one}, {text: Done, goto: done}]
      - end: undone
      - goal: done
        id: done
      - message: Thank you.
        buttons: [Bye]
"""

CHOSEN = """
funnel: test
language: en
start: {again: always}
stages:
  - stage: first
    steps:
      - message: Shall we?
        buttons: [{text: Yes, tag: hot}, "No"]
  - stage: hot
    if: tags contains "hot"
    steps:
      - untag: hot
      - message: For those who said yes.
        buttons: [Fine]
  - stage: last
    steps:
      - message: For all.
        buttons: [Bye]
        follow_ups:
          - {after: 1 hour, message: Still for all.}
"""


def test_a_stage_without_a_goal_is_passed_by_going_on() -> None:
    anna = world(SELLING)
    anna.start()
    assert anna.stages() == ["+gift"]
    anna.press("Take it")
    assert anna.stages() == ["+gift", "gift!", "+talk"]


def test_a_stage_with_a_goal_is_passed_by_the_payment_and_its_other_steps_are_skipped() -> None:
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    assert anna.buy("Pay 100") == ["Here is the talk."]
    assert anna.stages()[3:] == ["talk!", "+course"]
    assert anna.at == "course.1"
    assert [fact.detail for fact in anna.all_of(Track) if fact.event == "marked"] == ["mql"]


def test_who_goes_on_without_the_goal_leaves_the_stage_unpassed() -> None:
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    assert anna.press("Not now") == ["Some other time."]
    anna.press("Fine")
    assert anna.stages()[3:] == ["-talk", "+course"]


def test_a_late_payment_by_an_old_button_still_passes_the_stage_and_moves_nothing() -> None:
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    anna.press("Not now")
    anna.press("Fine")
    before = anna.journey()
    assert anna.buy("Pay 100") == ["Here is the talk."]
    assert anna.stages()[3:] == ["-talk", "+course", "talk!"]
    assert (anna.at, anna.journey().revision) == (before.step, before.revision)


def test_a_late_payment_counts_after_the_end_too() -> None:
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    anna.press("Not now")
    anna.press("Fine")
    anna.wait("1 day")
    assert anna.press("No") == ["Farewell."]
    assert anna.journey().outcome == "finished"
    assert anna.buy("Pay 900") == ["Here is the course."]
    assert anna.stages()[-2:] == ["-course", "course!"]
    assert anna.journey().outcome == "finished"


def test_a_goal_met_while_a_later_step_of_the_stage_waits_moves_on_at_once() -> None:
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    anna.press("Not now")
    assert anna.at == "talk.2"
    anna.buy("Pay 100")
    assert anna.at == "course.1"
    assert anna.stages()[3:] == ["talk!", "+course"]


def test_an_expired_offer_whose_steps_end_the_walk_leaves_the_stage() -> None:
    anna = world(SELLING.replace("expired: {message: It is over.}", "expired: end"))
    anna.start()
    anna.press("Take it")
    anna.wait("2 days")
    assert anna.stages()[3:] == ["-talk"]
    assert anna.journey().outcome == "ended"


def test_no_answer_within_the_time_given_ends_it() -> None:
    anna = world(SELLING)
    anna.start()
    anna.wait("1 day")
    assert anna.stages() == ["+gift", "-gift"]
    ended = next(fact for fact in anna.all_of(Track) if fact.event == "ended")
    assert (ended.step, ended.detail) == ("gift.1", "ended")


def test_stop_and_block_leave_the_stage_and_coming_back_enters_it_again() -> None:
    anna = world(SELLING)
    anna.start()
    anna.stop()
    assert anna.stages() == ["+gift", "-gift"]
    anna.start()
    anna.block()
    anna.say("I am back")
    assert anna.stages() == ["+gift", "-gift", "+gift", "-gift", "+gift"]
    assert [fact.event for fact in anna.all_of(Track)] == ["started", "stopped", "blocked"]


def test_a_passed_stage_is_not_left_by_stopping() -> None:
    anna = world(ROUND)
    anna.start()
    anna.press("On")
    anna.press("Done")
    anna.stop()
    assert anna.stages() == ["+one", "one!", "+two", "two!"]


def test_going_back_passes_nothing_and_passing_counts_once() -> None:
    anna = world(ROUND)
    anna.start()
    for label in ("On", "Back", "On", "Done", "Bye"):
        anna.press(label)
    assert anna.stages() == ["+one", "one!", "+two", "-two", "+one", "+two", "two!"]
    assert anna.journey().reached == anna.journey().passed == {"one", "two"}


def test_a_stage_without_a_goal_is_not_passed_by_going_back() -> None:
    anna = world(ROUND.replace("    goal: done\n", ""))
    anna.start()
    anna.press("On")
    anna.press("Back")
    assert anna.stages() == ["+one", "one!", "+two", "-two", "+one"]


def test_who_has_bought_already_is_not_taken_through_the_stage_that_sells_it() -> None:
    anna = world(SELLING.replace("default: true", "default: true, again: always"))
    anna.start()
    anna.press("Take it")
    anna.buy("Pay 100")
    anna.wait("1 day")
    anna.press("No")
    assert anna.start() == ["A gift for you."]
    anna.press("Take it")
    second = anna.journey(run=2)
    assert (second.step, second.passed) == ("course.1", {"gift", "talk"})
    assert anna.all_of(StagePassed)[-1] == StagePassed(stage="talk")


def test_an_offer_of_what_was_bought_is_passed_over_where_the_stage_has_another_goal() -> None:
    both = SELLING.replace("      - offer: course", "      - offer: talk\n        text: Again?\n      - offer: course")
    anna = world(both)
    anna.start()
    anna.press("Take it")
    anna.buy("Pay 100")
    assert anna.wait("1 day") == ["The course is €50."]


def test_an_ended_journey_sets_no_timers() -> None:
    anna = world(SELLING)
    anna.start()
    anna.wait("1 day")
    assert anna.timers == []
    assert all(isinstance(timer, SetTimer) for timer in anna.all_of(SetTimer))
    assert anna.all_of(StageReached) == [StageReached(stage="gift")]


def test_a_stage_is_only_for_those_its_condition_holds_for() -> None:
    anna = world(CHOSEN)
    anna.start()
    assert anna.press("No") == ["For all."]
    assert anna.stages() == ["+first", "first!", "+last"]


def test_whoever_is_in_a_stage_walks_all_of_it_whatever_becomes_of_its_condition() -> None:
    anna = world(CHOSEN)
    anna.start()
    assert anna.press("Yes") == ["For those who said yes."]
    assert anna.at == "hot.2"
    assert not anna.person.subscriber.tags


def test_a_walk_that_is_over_leaves_no_timer() -> None:
    anna = world(CHOSEN)
    anna.start()
    anna.press("No")
    assert [timer.name for timer in anna.timers] == ["follow_up.1"]
    anna.press("Bye")
    assert anna.timers == []
