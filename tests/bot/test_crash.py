"""Killed without warning again and again, the bot loses nothing, and doubles nothing but what was on its way."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.preview.telegram import Person, StandIn
from bot.preview.telegram.updates import FIRST_ID
from bot.tasks import spawn

from .crash_walk import FACTS, FOLLOW_UPS, SCRIPT, SEEN, Crowd, named
from .crashing import Crashing, a_bad_moment
from .world import until

SEED = 20_301
KILLS = 20
LANES = 10
LATENCY = 0.06
"""Seconds Telegram takes to accept a message, so that kills find some on their way."""


async def test_twenty_kills_lose_nothing_and_double_only_what_was_on_its_way(tmp_path: Path) -> None:
    with _told_with_its_seed():
        await _play(tmp_path, random.Random(SEED))


async def _play(folder: Path, chance: random.Random) -> None:
    async with StandIn() as telegram:
        bot, crowd = Crashing(telegram, folder, SCRIPT), Crowd(telegram=telegram)
        questions = telegram.payments.pre_checkouts._last
        for method in ("sendMessage", "sendInvoice"):
            telegram.faults.order(method=method, delay=LATENCY, times=1_000_000)
        bot.starts()
        lanes = [spawn(crowd.lane(), name="lane") for _ in range(LANES)]
        for _ in range(KILLS):
            await a_bad_moment(telegram, chance)
            await bot.is_killed()
            bot.starts()
        crowd.enough = True
        await asyncio.gather(*lanes)
        await until(lambda: len(telegram.updates) == 0, within=10)
        await asyncio.sleep(0.5)
        await bot.is_killed()

        _everyone_saw_everything_in_order(crowd, bot)
        _only_what_was_on_its_way_came_twice(crowd, bot)
        _everything_was_kept_once(crowd, bot)
        charges = sorted(telegram.payments.charges)
        assert [
            row[0] for row in bot.rows("SELECT charge FROM payments WHERE kind = 'whole' ORDER BY charge")
        ] == charges
        told = telegram.updates.next_id - FIRST_ID - (telegram.payments.pre_checkouts._last - questions)
        assert bot.rows("SELECT count(*) FROM seen_updates") == [(told,)]


@contextmanager
def _told_with_its_seed() -> Iterator[None]:
    """A failure names the seed of the moments at which the bot was killed."""
    try:
        yield
    except AssertionError as error:
        error.add_note(f"SEED = {SEED}")
        raise


def _said(person: Person) -> Counter[str]:
    return Counter(named(message) for message in person.chat if message.author == "bot")


def _missed(person: Person, bot: Crashing) -> set[str]:
    """Follow-ups that were on their way when the bot was killed, and never came."""
    return {text for text in FOLLOW_UPS.values() if bot.in_doubt[person.id, text]} - _said(person).keys()


def _everyone_saw_everything_in_order(crowd: Crowd, bot: Crashing) -> None:
    for person in crowd.people:
        assert list(_said(person)) == [text for text in SEEN if text not in _missed(person, bot)], person.transcript()


def _only_what_was_on_its_way_came_twice(crowd: Crowd, bot: Crashing) -> None:
    for person in crowd.people:
        for text, times in _said(person).items():
            again = 0 if text in FOLLOW_UPS.values() else bot.in_doubt[person.id, text]
            assert times - 1 <= again, f"{text!r} {times} times\n{person.transcript()}"


def _everything_was_kept_once(crowd: Crowd, bot: Crashing) -> None:
    walks = len(crowd.people)
    facts: dict[int, Counter[tuple[str, str]]] = {person.id: Counter() for person in crowd.people}
    for subscriber, event, step in bot.rows("SELECT subscriber_id, event, step FROM events"):
        facts[subscriber][event, step] += 1
    for person in crowd.people:
        for key in FOLLOW_UPS:
            facts[person.id]["delivered", key] += facts[person.id].pop(("left_in_doubt", key), 0)
        assert facts[person.id] == _facts(_missed(person, bot)), person.transcript()
    assert bot.rows("SELECT stage, count(*), count(passed_at), count(left_at) FROM stage_passages GROUP BY stage") == [
        (stage, walks, walks, 0) for stage in ("after", "sale", "talk")
    ]
    assert bot.rows("SELECT outcome, count(*) FROM journeys GROUP BY outcome") == [("finished", walks)]
    assert bot.rows("SELECT status, count(*) FROM orders GROUP BY status") == [("delivered", walks)]
    assert bot.rows("SELECT count(*) FROM timers") == [(0,)]
    over = "status = 'sent' OR (status = 'in_doubt' AND purpose = 'follow_up')"
    assert bot.rows(f"SELECT {over}, count(*) FROM outbox GROUP BY 1") == [(1, walks * len(SEEN))]


def _facts(missed: set[str]) -> Counter[tuple[str, str]]:
    """Whoever missed a follow-up has pressed the button of the step's own message."""
    return Counter(
        (event, key.removesuffix("#1") if event != "delivered" and FOLLOW_UPS.get(key) in missed else key)
        for event, key in FACTS.elements()
    )
