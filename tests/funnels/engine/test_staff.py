"""What people who run the bot do about a person, and the gate whose channel only Telegram can look into."""

import pytest

from funnels.engine.effects.facts import Track
from funnels.engine.effects.outside import CheckMember
from funnels.engine.effects.shown import CopyMessage, SendMessage
from funnels.engine.effects.staff import NotifyStaff
from funnels.engine.inputs import MemberChanged, MemberChecked, StaffActed
from funnels.engine.person import Person
from funnels.engine.subscriber import Subscriber
from tests.funnels.engine.world import World, world

HANDED_OVER = """
funnel: test
title: The test
language: en
stages:
  - stage: first
    steps:
      - handoff: Talk to {{ first_name }}
      - message: And on we go.
"""
GATED = """
funnel: test
language: en
stages:
  - stage: first
    steps:
      - gate: "@My_Channel"
        text: Join us.
      - message: Welcome in.
"""
TASKED = """
funnel: test
language: en
stages:
  - stage: first
    steps:
      - task: Call {{ first_name }}
        within: 2 hours
      - message: We will call you.
      - wait: 1 day
"""
MANAGER = 55


def acted(anna: World, act: str, **fields: object) -> list[str]:
    told = anna.all_of(NotifyStaff)[-1]
    return anna.do(
        StaffActed(act=act, funnel=told.funnel, run=told.run, revision=told.revision, staff=MANAGER, **fields)
    )


def checked(anna: World, *, member: bool | None) -> list[str]:
    asked = anna.all_of(CheckMember)[-1]
    return anna.do(
        MemberChecked(funnel=asked.funnel, run=asked.run, revision=asked.revision, member=member, first=asked.first)
    )


def handed_over() -> World:
    anna = world(HANDED_OVER)
    anna.start()
    return anna


def test_a_notice_says_who_it_is_about() -> None:
    anna = world(HANDED_OVER)
    anna.person = Person(subscriber=Subscriber(id=7, first_name="Anna", last_name="Bell", username="bell"))
    anna.start()
    (told,) = anna.all_of(NotifyStaff)
    assert (told.person, told.name, told.username, told.title) == (7, "Anna Bell", "bell", "The test")


def test_whoever_a_chat_was_handed_to_is_told_all_of_it() -> None:
    anna = world(
        HANDED_OVER.replace("{{ first_name }}\n", "{{ first_name }}\n        to: -100777\n        within: 1 day\n")
    )
    anna.start()
    assert anna.say("<Hello>") == []
    assert anna.wait("1 day") == ["And on we go."]
    assert [(told.about, told.to, told.text) for told in anna.all_of(NotifyStaff)] == [
        ("handoff", "-100777", "Talk to Anna"),
        ("said", "-100777", "&lt;Hello&gt;"),
        ("handoff_over", "-100777", "Talk to Anna"),
    ]


def test_a_reply_is_words_and_never_markup() -> None:
    anna = handed_over()
    acted(anna, "replied", text="<b> & so on")
    assert anna.all_of(SendMessage)[-1].text == "&lt;b&gt; &amp; so on"


def test_an_old_notice_gives_back_no_later_handoff() -> None:
    anna = world(HANDED_OVER.replace("      - message", "      - handoff: Talk once more\n      - message"))
    anna.start()
    acted(anna, "given_back")
    assert anna.at == "first.2"
    first = anna.all_of(NotifyStaff)[0]
    back = StaffActed(act="given_back", funnel="test", run=1, revision=first.revision, staff=MANAGER)
    assert anna.do(back) == []
    assert anna.at == "first.2"


def test_a_file_of_the_staff_is_copied() -> None:
    anna = handed_over()
    acted(anna, "replied", chat=MANAGER, message=8)
    assert anna.all_of(CopyMessage) == [CopyMessage(chat=MANAGER, message=8)]


@pytest.mark.parametrize("silence", ["stop", "block"])
def test_a_reply_does_not_reach_whoever_wants_silence(silence: str) -> None:
    anna = handed_over()
    getattr(anna, silence)()
    assert acted(anna, "replied", text="Are you there?") == []
    assert acted(anna, "replied", chat=MANAGER, message=8) == []
    assert not anna.all_of(CopyMessage)
    assert [fact.event for fact in anna.all_of(Track)][-2:] == ["reply_refused", "reply_refused"]


def test_a_late_task_can_be_done_by_the_notice_that_says_so() -> None:
    anna = world(TASKED)
    anna.start()
    anna.wait("3 hours")
    assert anna.all_of(NotifyStaff)[-1].about == "task_late"
    acted(anna, "done")
    assert anna.all_of(Track)[-1] == Track(event="task_done", step="first.1", detail=str(MANAGER))
    assert not anna.journey().tasks


def test_whoever_stopped_before_telegram_answered_is_not_asked_to_join() -> None:
    anna = world(GATED)
    anna.start()
    anna.stop()
    assert checked(anna, member=False) == []
    assert anna.start() == ["Join us."]


def test_whoever_stopped_is_let_on_when_they_are_back() -> None:
    anna = world(GATED)
    anna.start()
    anna.stop()
    assert checked(anna, member=True) == []
    assert anna.start() == ["Welcome in."]


def test_where_nobody_can_look_into_the_channel_the_owners_learn_why() -> None:
    anna = world(GATED)
    anna.start()
    asked = anna.all_of(CheckMember)[-1]
    reason = "@rooms: no <rights>"
    found = MemberChecked(funnel="test", run=1, revision=asked.revision, member=None, reason=reason, first=True)
    assert anna.do(found) == ["Welcome in."]
    (told,) = anna.all_of(NotifyStaff)
    assert (told.about, told.to, told.text) == ("gate_broken", "owner", "@rooms: no &lt;rights&gt;")


def test_the_name_of_a_channel_is_the_same_in_small_letters() -> None:
    anna = world(GATED)
    anna.start()
    checked(anna, member=False)
    assert anna.do(MemberChanged(chats=("@my_channel", "-1001"), member=True)) == ["Welcome in."]


def test_who_leaves_the_channel_is_not_let_on_by_it() -> None:
    anna = world(GATED)
    anna.start()
    checked(anna, member=False)
    assert anna.do(MemberChanged(chats=("@my_channel", "-1001"), member=False)) == []
    assert anna.at == "first.1"


def test_a_question_of_a_timed_step_is_not_more_urgent_than_the_step() -> None:
    anna = world(GATED.replace("      - gate", "      - wait: 1 hour\n      - gate"))
    anna.start()
    anna.wait("1 hour")
    (asked,) = anna.all_of(CheckMember)
    assert asked.lane == "timed"
