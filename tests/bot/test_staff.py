"""People who run the bot: what they are told, what their buttons and replies do, and who counts as one of them."""

from typing import get_args

import pytest

from bot.preview.telegram import Person
from bot.preview.telegram.utf16 import units
from bot.staff.notices import NOTICES, notice
from bot.staff.refs import NoticeRef
from funnels.engine.effects.staff import NotifyStaff, StaffNotice

from .preview.telegram.world import picture
from .world import OWNER, World, until

SCRIPT = """
funnel: walk
title: The <walk>
language: en
stages:
  - stage: only
    steps:
      - handoff: "{{ first_name }} wants a *project*"
        text: A manager will write here.
      - task: Call {{ first_name }}
        within: 2 hours
      - notify: All is said.
        to: -100777
      - message: Goodbye.
fallback: {message: Passed on., handoff: true}
"""
GROUP = -100777
MANAGERS = -100888
DONE, BACK, HOW = "Done", "Give back to the bot", "How to reply?"


async def _handed_over(bot: World, **given: object) -> Person:
    await bot.starts(SCRIPT, **given)
    anna = await bot.meets(first_name="Anna", username="anna_b")
    anna.reads_all()
    return anna


def test_every_notice_has_its_words() -> None:
    assert set(NOTICES) == set(get_args(StaffNotice))


@pytest.mark.parametrize(
    "data",
    ["", "~staff:done:1:f:1", "~staff:pay:1:f:1:1", "~c:y:1:f:1:1", "staff:done:1:f:1:1", "~staff:done:x:f:1:1"],
)
def test_other_data_is_no_notice(data: str) -> None:
    assert NoticeRef.parse(data) is None


async def test_a_notice_says_whom_it_is_about(bot: World) -> None:
    anna = await _handed_over(bot)
    notice = await bot.owner.sees("The chat is yours")
    assert notice.text.splitlines()[1:] == ["Anna · @anna_b · The <walk>", "", "Anna wants a project"]
    assert [entity["user"]["id"] for entity in notice.entities if "user" in entity] == [anna.id]
    assert [button["text"] for button in notice.buttons] == [HOW, BACK]


@pytest.mark.parametrize("name", ["<Anna>", "A & B"])
async def test_a_notice_shows_any_name_as_it_is(bot: World, name: str) -> None:
    await bot.starts(SCRIPT)
    await bot.meets(first_name=name)
    assert (await bot.owner.sees("The chat is yours")).text.splitlines()[1] == f"{name} · The <walk>"


def test_a_notice_about_somebody_without_a_name_shows_their_number() -> None:
    effect = NotifyStaff(
        about="note", to="owner", text="", person=77, name="", username="", title="", funnel="walk", run=1, revision=1
    )
    assert notice(OWNER, effect, "en").text.endswith('\n<a href="tg://user?id=77">77</a> · walk')


async def test_what_the_person_writes_goes_to_the_staff_and_their_reply_comes_back(bot: World) -> None:
    anna = await _handed_over(bot)
    await bot.says(anna, "How much is <it>?")
    told = await bot.owner.sees("How much is <it>?")
    await bot.owner.writes("A <lot>.", to=told)
    assert (await anna.sees("A <lot>.")).author == "bot"
    await bot.owner.sends_photo(picture(), "Like this", to=told)
    await anna.sees_photo("Like this")
    await bot.rests()
    anna.sees_nothing_new()
    assert bot.counts("SELECT count(*) FROM subscribers") == 1  # the owner walks no funnel by replying


async def test_what_is_no_text_reaches_the_staff_as_itself(bot: World) -> None:
    anna = await _handed_over(bot)
    await anna.sends_photo(picture(), "My *room*")
    photo = await bot.owner.sees_photo("My *room*")
    assert bot.owner.chat[-2].text.splitlines()[1:] == ["Anna · @anna_b · The <walk>", "", "[photo]"]
    assert [button["text"] for button in photo.buttons] == [HOW, BACK]
    await anna.sends_sticker()
    await until(lambda: "sticker" in bot.owner.chat[-1].body)
    await bot.owner.writes("A fine room!", to=photo)
    await anna.sees("A fine room!")
    await bot.owner.presses(BACK, message=photo)
    await anna.sees("Goodbye.")
    await until(lambda: [button["text"] for button in photo.buttons] == [HOW])


async def test_a_file_nobody_asked_for_reaches_the_staff_as_itself(bot: World) -> None:
    anna = await _handed_over(bot)
    await bot.owner.presses(BACK)
    await anna.sees("Goodbye.")
    await anna.sends_document(b"pdf", "plan.pdf")
    await until(lambda: bot.owner.chat[-1].body.get("document", {}).get("file_name") == "plan.pdf")
    assert "[document]" in bot.owner.chat[-2].text


async def test_given_back_the_journey_goes_on_once(bot: World) -> None:
    anna = await _handed_over(bot)
    notice = await bot.owner.sees("The chat is yours")
    await bot.owner.presses(BACK, message=notice)
    await anna.sees("Goodbye.")
    await bot.owner.sees_toast("The bot has the chat again: Owner")
    await until(lambda: "again: Owner" in notice.text)
    assert [button["text"] for button in notice.buttons] == [HOW]
    await bot.owner.presses_button(notice, {"text": BACK, "callback_data": f"~staff:back:{anna.id}:walk:1:1"})
    await bot.owner.sees_toast("The bot has the chat already")


async def test_a_task_is_done_once_and_late_once(bot: World) -> None:
    second = bot.telegram.person(first_name="Second <2>", id=2)
    second.room.started = True
    anna = await _handed_over(bot, manager_ids=[2])
    await second.presses(BACK)
    await anna.sees("Goodbye.")
    task = await second.sees("Call Anna")
    await bot.passes(hours=3)
    late = await bot.owner.sees("A task is late")
    await second.presses(DONE, message=task)
    await second.sees_toast("Done: Second <2>")
    await until(lambda: "Done: Second <2>" in task.text and not list(task.buttons))
    await bot.owner.presses(DONE, message=late)
    await bot.owner.sees_toast("It is done already")
    await until(lambda: "It is done already" in late.text and not list(late.buttons))
    assert [event for event, _ in bot.events(anna) if event.startswith("task")] == [
        "task_opened",
        "task_late",
        "task_done",
    ]


async def test_a_group_of_managers_works_together(bot: World) -> None:
    group = bot.telegram.group("Managers", MANAGERS)
    eve = bot.telegram.person(first_name="Eve")
    anna = await _handed_over(bot, manager_ids=[MANAGERS])
    notice = await group.sees("The chat is yours")
    await eve.writes("I take her", to=None)  # in her own chat: no reply, nobody's business
    await eve.writes("Hello, I am Eve.", to=notice)
    await anna.sees("Hello, I am Eve.")
    await eve.presses(BACK, message=notice)
    await anna.sees("Goodbye.")
    assert bot.rows("SELECT detail FROM events WHERE event = 'given_back'") == [(str(eve.id),)]


async def test_a_chat_by_its_number_is_told(bot: World) -> None:
    group = bot.telegram.group("Sales", GROUP)
    await _handed_over(bot)
    await bot.owner.presses(BACK)
    assert "All is said." in (await group.sees("Note")).text


async def test_a_person_by_their_number_is_told_and_may_act(bot: World) -> None:
    vera = bot.telegram.person(first_name="Vera", id=77)
    vera.room.started = True
    bot.has_script(SCRIPT.replace("A manager will write here.", "Wait.\n        to: 77"))
    await bot.starts()
    anna = await bot.meets()
    await vera.writes("I am here.", to=await vera.sees("The chat is yours"))
    await anna.sees("I am here.")


async def test_a_notice_that_reaches_nobody_is_in_the_log(bot: World, caplog: pytest.LogCaptureFixture) -> None:
    bot.telegram.person(first_name="Second", id=2)
    await _handed_over(bot, manager_ids=[2])
    assert "a notice reaches nobody" in caplog.text
    assert bot.rows("SELECT status FROM outbox WHERE chat_id = 2") == [("failed",)]


async def test_strangers_cannot_use_the_buttons_or_reply(bot: World) -> None:
    anna = await _handed_over(bot)
    forged = {"text": "x", "callback_data": f"~staff:back:{anna.id}:walk:1:1"}
    (hello,) = anna.chat[-1:]
    await anna.presses_button(hello, forged)
    await anna.sees_toast("This button is for the staff.")
    notice = await bot.owner.sees("The chat is yours")
    stranger = bot.telegram.person(first_name="Mallory")
    await stranger.writes("From the staff, honestly", to=notice)
    other = bot.telegram.group("Elsewhere", -100999)
    await stranger.presses_button(other.room.add("bot", bot.telegram.bot, 0, {"text": "x"}), forged)
    await stranger.sees_toast("This button is for the staff.")
    await bot.rests()
    anna.sees_nothing_new()
    assert bot.events(anna)[-1][0] != "given_back"


async def test_what_another_bot_shows_is_no_notice(bot: World) -> None:
    group = bot.telegram.group("Managers", MANAGERS)
    eve = bot.telegram.person(first_name="Eve")
    anna = await _handed_over(bot, manager_ids=[MANAGERS])
    notice = await group.sees("The chat is yours")
    another = {"id": 5, "is_bot": True, "first_name": "Another"}
    shown = {"text": "Reply to me", "reply_markup": notice.body["reply_markup"]}
    await eve.writes("Meant for another bot", to=group.room.add("bot", another, 0, shown))
    await eve.writes("Meant for Anna", to=notice)
    await anna.sees("Meant for Anna")
    assert "Meant for another bot" not in [message.text for message in anna.chat]


async def test_a_press_in_a_group_makes_nobody_a_subscriber(bot: World) -> None:
    await _handed_over(bot)
    group = bot.telegram.group("Elsewhere", -100999)
    stranger = bot.telegram.person(first_name="Mallory")
    place = group.room.add("bot", bot.telegram.bot, 0, {"text": "x"})
    await stranger.presses_button(place, {"text": "x", "callback_data": "walk:1:1:0.0:0"})
    await bot.rests()
    assert bot.counts("SELECT count(*) FROM subscribers") == 1


async def test_what_cannot_be_passed_on_is_said(bot: World) -> None:
    anna = await _handed_over(bot)
    await bot.owner.presses(BACK)
    notice = await bot.owner.sees("Call Anna")
    await bot.owner.writes("I did", to=notice)
    await bot.owner.sees("This notice takes no reply")
    told = await bot.owner.sees("The chat is yours")
    bot.telegram.post_from_person(bot.owner.room, {"dice": {"emoji": "🎲", "value": 3}, "reply_to_message": told.body})
    await bot.owner.sees("This cannot be passed on")
    await anna.writes("/stop")
    await anna.sees("I will not write any more")
    await bot.owner.writes("Are you there?", to=told)
    await bot.owner.sees("Not passed on")
    await bot.rests()
    assert bot.events(anna)[-1][0] == "reply_refused"


async def test_a_place_or_a_contact_of_the_staff_is_passed_on(bot: World) -> None:
    anna = await _handed_over(bot)
    told = await bot.owner.sees("The chat is yours")
    point = {"latitude": 55.7, "longitude": 37.6}
    contact = {"phone_number": "+79000000001", "first_name": "Owner"}
    venue = {"location": point, "title": "Studio", "address": "Arbat, 1"}
    for kind, content in (("location", point), ("contact", contact), ("venue", venue)):
        bot.telegram.post_from_person(bot.owner.room, {kind: content, "reply_to_message": told.body})
        await until(lambda kind=kind, content=content: anna.chat[-1].body.get(kind) == content)


async def test_a_text_too_long_for_a_notice_is_cut(bot: World) -> None:
    anna = await _handed_over(bot)
    await bot.says(anna, "<" * 4096)
    told = await bot.owner.sees("Writes to you")
    assert units(told.text) == 4096
    assert told.text.endswith("<…")


async def test_the_longest_notice_too_says_what_came_of_it(bot: World) -> None:
    bot.has_script(SCRIPT.replace("Call {{ first_name }}", "Call " + "x" * 4080))
    await bot.starts()
    anna = await bot.meets()
    await bot.owner.presses(BACK)
    await anna.sees("Goodbye.")
    task = await bot.owner.sees("Call xxx")
    await bot.owner.presses(DONE, message=task)
    await until(lambda: task.text.endswith(f"…\n\nDone: {bot.owner.name}") and not list(task.buttons))
    assert units(task.text) == 4096


async def test_a_question_nobody_understood_can_be_answered_also_when_the_walk_is_over(bot: World) -> None:
    anna = await _handed_over(bot)
    await bot.owner.presses(BACK)
    await anna.sees("Goodbye.")
    assert await bot.says(anna, "And now?") == ["Passed on."]
    asked = await bot.owner.sees("And now?")
    await bot.owner.writes("Now we rest.", to=asked)
    await anna.sees("Now we rest.")


async def test_a_flood_in_a_group_holds_up_nobody(bot: World) -> None:
    group = bot.telegram.group("Managers", MANAGERS)
    anna = await _handed_over(bot, manager_ids=[MANAGERS])
    for number in range(30):
        await anna.writes(f"Question {number}")
    await until(lambda: len(group.chat) == 20)
    ben = await bot.telegram.person(first_name="Ben").starts()
    assert ben is not None
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE status = 'pending' AND chat_id < 0") == 12)
    await bot.telegram.persons[max(bot.telegram.persons)].sees("A manager will write here.")
