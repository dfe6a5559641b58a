"""`/steps`: what became of every message, and which of them are the worst."""

from pathlib import Path

from bot.reports.steps import read
from bot.reports.tables import as_json
from funnels.analytics.period import last_days
from funnels.definition.visible import visible_length
from funnels.engine.inputs import Answered, Blocked, Started
from storage import doubt, outbox
from storage.outcomes import Failed, Sent, finish
from tests.bot.reports.test_funnel_text import spoken
from tests.bot.reports.walking import MOSCOW, Street, street

TALK = """
funnel: talk
title: A <talk>
language: en
start: {default: true}
stages:
  - stage: first
    title: First
    steps:
      - ask: What is your name?
        id: name
        save: said
  - stage: second
    steps:
      - message: Here is the price.
        id: price
      - ask: Do you want it?
        id: want
        save: wanted
"""


async def deliver(walk: Street, *, refused: frozenset[int] = frozenset()) -> None:
    now = walk.clock.now()
    async with walk.database.write() as conn:
        await doubt.recover(conn, now, MOSCOW)  # what was handed over
        results = [
            Failed(id=row.id, reason="no") if row.chat_id in refused else Sent(id=row.id, message_id=1)
            for row in await outbox.claim(conn, now, 10_000)
        ]
        await finish(conn, results, now, MOSCOW)


async def talks(walk: Street) -> None:
    """A hundred people start, fifty answer; ten of these leave a minute after the price."""
    await walk.do(range(1, 101), Started())
    await deliver(walk, refused=frozenset({100}))
    walk.passes(days=2)
    await walk.do(range(1, 51), Answered(text="Anna"))
    await deliver(walk)
    walk.passes(minutes=1)
    await walk.do(range(1, 11), Blocked())


async def test_nothing_was_sent(tmp_path: Path) -> None:
    async with street(tmp_path, TALK) as walk:
        answer = await walk.asks(read)
    assert spoken(answer.messages("en")) == [
        "Steps · A <talk>",
        "all time · by contact date",
        "",
        "Nothing was sent in these days.",
    ]
    assert "ничего не отправлено" in answer.messages("ru")[0]
    assert [row["sent"] for row in as_json(answer.tables[0])] == [0, 0, 0]


async def test_every_message_with_its_figures_and_the_worst_first(tmp_path: Path) -> None:
    async with street(tmp_path, TALK) as walk:
        await talks(walk)
        answer = await walk.asks(read)
    name, price, want = as_json(answer.tables[0])
    assert (name["sent"], name["delivered"], name["failed"], name["answered"]) == (100, 99, 1, 50)
    assert (name["left_within_day"], price["left_within_day"], price["left_share"]) == (0, 10, 0.2)
    assert (name["asked_to_pay"], name["worst_in"], price["worst_in"]) == (None, "", "left_within_day")
    assert want["left_within_day"] == 10
    said = spoken(answer.messages("en"))
    assert "⚠️ Most leave after “Here is the price.”: 20.0%" in said
    assert "delivered 99 of 100" in said
    assert "left within 24 h 10 (20.0%)" in said
    answered = said.index("answered 50")
    assert said[answered - 1] == "failed 1", "nobody could press it, and half of them answered"
    assert "⚠️ Чаще всего уходят после «Here is the price.»: 20,0 %" in spoken(answer.messages("ru"))


async def test_days_are_those_of_the_start_or_of_what_happened(tmp_path: Path) -> None:
    async with street(tmp_path, TALK) as walk:
        await talks(walk)
        today = last_days(1, walk.clock.now().date())
        contact = await walk.asks(read, period=today)
        calendar = await walk.asks(read, period=today, by="calendar")
    assert [row["sent"] for row in as_json(contact.tables[0])] == [0, 0, 0]
    assert [row["sent"] for row in as_json(calendar.tables[0])] == [0, 50, 50]
    assert "by calendar date" in calendar.messages("en")[0]


async def test_hundreds_of_messages_fit_in_both_languages(tmp_path: Path) -> None:
    many = "".join(f"      - message: {'Long & <bold> words ' * 5}{number}\n" for number in range(150))
    async with street(tmp_path, TALK.replace("      - message: Here is the price.\n        id: price\n", many)) as walk:
        await walk.do(range(1, 3), Started())
        await deliver(walk)
        answer = await walk.asks(read)
    for language in ("ru", "en"):
        texts = answer.messages(language)
        assert len(texts) > 1
        assert all(visible_length(text) <= 4096 for text in texts)
