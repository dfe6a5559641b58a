"""What the program cannot deal with is set aside with its error; all else goes on; mended, it is played again, once."""

from collections.abc import AsyncIterator

import pytest

from bot.preview.telegram import Person

from .receiver import Receiver, receiving
from .test_calls import WAITS
from .world import EITHER_WAY, World, until

TALK = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - ask: First?
        save: first
        follow_ups:
          - after: 1 hour
            message: Still there?
      - ask: Second?
        save: second
      - message: "{{ first }}, {{ second }}."
"""
ASIDE = "SELECT kind, cause, tries FROM set_aside ORDER BY id"


async def _state(bot: World, person: Person) -> str:
    ((state,),) = bot.rows("SELECT state FROM journeys WHERE subscriber_id = ?", person.id)
    return str(state)


async def _has_state(bot: World, person: Person, state: str) -> None:
    quoted = state.replace("'", "''")
    await bot.changes(f"UPDATE journeys SET state = '{quoted}' WHERE subscriber_id = {person.id}")


async def _opened(bot: World) -> None:
    """The owner opens the only cause of what failed."""
    bot.owner.reads_all()
    await bot.owner.writes("/failed")
    await bot.owner.sees("Failed: ")
    await bot.owner.presses("1")
    await until(lambda: any("Play all again" in button["text"] for shown in bot.owner.chat for button in shown.buttons))


async def _nothing_left(bot: World) -> None:
    await until(lambda: bot.counts("SELECT count(*) FROM set_aside") == 0)


@EITHER_WAY
async def test_an_update_for_a_broken_journey(bot: World) -> None:
    await bot.starts(TALK)
    anna, boris = await bot.meets(), await bot.meets()
    whole = await _state(bot, anna)
    await _has_state(bot, anna, "[]")
    await anna.writes("one")
    await boris.writes("one")
    await boris.sees("Second?")
    notice = await bot.owner.sees("An error of the program")
    await bot.rests()
    assert "(funnels/engine/" in notice.text
    ((kind, cause, tries),) = bot.rows(ASIDE)
    assert (kind, tries) == ("update", 1)
    assert cause in notice.text
    await bot.starts_anew()
    await _has_state(bot, anna, whole)
    anna.reads_all()
    await _opened(bot)
    await bot.owner.presses("▶ 1")
    await anna.sees("Second?")
    await _nothing_left(bot)
    await bot.rests()
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'answered' AND subscriber_id = ?", anna.id) == 1


@EITHER_WAY
async def test_two_presses_play_once(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    whole = await _state(bot, anna)
    await _has_state(bot, anna, "[]")
    await anna.writes("one")
    await until(lambda: bot.counts("SELECT count(*) FROM set_aside") == 1)
    await _has_state(bot, anna, whole)
    await _opened(bot)
    presses = [await bot.owner.presses("▶ Play all again: 1"), await bot.owner.presses("▶ 1")]
    toasts = [(await press.query.answer).text for press in presses if press.query]
    assert sorted(toasts) == ["That has been done already", "To be played again: 1"]
    await anna.sees("Second?")
    await bot.rests()
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'answered'") == 1


@EITHER_WAY
async def test_an_update_of_a_form_unknown_yet(bot: World) -> None:
    await bot.starts(TALK)
    bot.arrives(message={"nonsense": True, "from": {"id": 77}})
    await bot.owner.sees("An error of the program")
    await _opened(bot)
    await bot.owner.presses("▶ 1")
    await until(lambda: [(kind, tries) for kind, _, tries in bot.rows(ASIDE)] == [("update", 2)])
    assert bot.rows("SELECT subscriber_id, asked_at FROM set_aside") == [(77, None)]
    await bot.owner.presses("✕ Drop all: 1")
    await _nothing_left(bot)


@EITHER_WAY
async def test_an_update_is_not_acknowledged_before_it_is_set_aside(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 0.01
    await bot.changes("CREATE TRIGGER no BEFORE INSERT ON set_aside BEGIN SELECT RAISE(ABORT, 'no'); END")
    bot.arrives(message={"nonsense": True})
    await until(lambda: max(bot.app.feeder.failures.values(), default=0) > 1)
    assert len(bot.telegram.updates) == 1
    await bot.changes("DROP TRIGGER no")
    await until(lambda: len(bot.telegram.updates) == 0)
    assert len(bot.rows(ASIDE)) == 1


@EITHER_WAY
async def test_what_never_can_be_committed_is_set_aside_after_some_tries(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 0.01
    anna = await bot.meets()
    await bot.changes(
        "CREATE TRIGGER no BEFORE INSERT ON events WHEN NEW.event = 'answered' BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    await anna.writes("one")
    await until(lambda: [kind for kind, _, _ in bot.rows(ASIDE)] == ["update"])
    assert bot.rows("SELECT error FROM set_aside") == [("IntegrityError: no",)]
    await bot.changes("DROP TRIGGER no")
    await _opened(bot)
    await bot.owner.presses("▶ 1")
    await anna.sees("Second?")
    await _nothing_left(bot)


async def test_a_timer_of_a_broken_journey(bot: World) -> None:
    await bot.starts(TALK)
    anna, boris = await bot.meets(), await bot.meets()
    whole = await _state(bot, anna)
    await _has_state(bot, anna, "[]")
    await bot.passes_at_once(hours=2)
    await boris.sees("Still there?")
    await until(lambda: bot.counts("SELECT count(*) FROM timers") == 0)
    ((kind, _, tries),) = bot.rows(ASIDE)
    assert (kind, tries) == ("timer", 1)
    await bot.starts_anew()
    await _has_state(bot, anna, whole)
    anna.reads_all()
    await _opened(bot)
    await bot.owner.presses("▶ 1")
    await anna.sees("Still there?")
    await _nothing_left(bot)


async def test_a_message_whose_facts_cannot_be_kept(bot: World) -> None:
    await bot.starts(TALK)
    anna = bot.telegram.person()
    await bot.changes(
        "CREATE TRIGGER no BEFORE INSERT ON events WHEN NEW.event = 'delivered' BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    await anna.starts()
    await anna.sees("First?")
    await until(lambda: [kind for kind, _, _ in bot.rows(ASIDE)] == ["outcome"])
    delivered = "SELECT count(*) FROM events WHERE event = 'delivered'"
    assert bot.counts(delivered) == 0
    await bot.changes("DROP TRIGGER no")
    await bot.starts_anew()
    await _opened(bot)
    await bot.owner.presses("▶ 1")
    await _nothing_left(bot)
    assert bot.counts(delivered) == 1
    assert bot.rows("SELECT status, reason FROM outbox WHERE chat_id = ?", anna.id) == [("sent", "")]
    assert [message.text for message in anna.chat].count("First?") == 1


@pytest.fixture
async def crm() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


async def test_what_came_of_a_call_to_a_broken_journey(bot: World, crm: Receiver) -> None:
    crm.will_answer(200, body='{"lead": {"id": 7}}')
    crm.takes = 0.3
    await bot.starts(WAITS.replace("URL", crm.url).replace("WITHIN", "1 hour"), call_private=True)
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: bool(crm.received))
    whole = await _state(bot, anna)
    await _has_state(bot, anna, "[]")
    await until(lambda: [kind for kind, _, _ in bot.rows(ASIDE)] == ["call"])
    await _has_state(bot, anna, whole)
    await _opened(bot)
    await bot.owner.presses("▶ 1")
    await anna.sees("You are 7.")
    await _nothing_left(bot)
    assert len(crm.received) == 1


async def test_a_message_telegram_refuses_is_sent_again(bot: World) -> None:
    await bot.starts(TALK)
    anna = bot.telegram.person()
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=400, description="Bad Request: odd")
    await anna.starts()
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE status = 'failed'") == 1)
    await _opened(bot)
    await bot.owner.presses("▶ 1")
    await anna.sees("First?")
    await bot.rests()
    assert bot.rows("SELECT status FROM outbox WHERE chat_id = ? ORDER BY id", anna.id) == [("resent",), ("sent",)]
