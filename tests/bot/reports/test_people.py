"""`/people` as a report: who stands where, in words and in figures."""

from pathlib import Path

import pytest

from bot.reports.people import read
from bot.reports.report import AskedError
from bot.reports.tables import as_json
from funnels.engine.inputs import Blocked
from tests.bot.reports.selling import ROUBLES_100, Shop, shop
from tests.bot.reports.test_funnel_text import spoken


async def some_stand(it: Shop) -> None:
    """Of six who came, two wait at the first question, one of them silenced; three at the talk; one has gone on."""
    await it.comes(range(1, 7), answering=4)
    await it.pays(1, ROUBLES_100)
    it.passes(hours=1)
    await it.walk.do([5], Blocked())


async def test_who_stands_where(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await some_stand(it)
        answer = await it.asks(read)
        assert spoken(answer.messages("en")) == [
            "People · Coffee & co",
            "all time · by contact date",
            "",
            "1. The book: inside 1 · silent 1",
            "2. A talk: inside 3",
            "3. The course: inside 1",
            "",
            "Waiting longest",
            "Anna · The book · 2 Mar 12:00",
            "Anna · A talk · 2 Mar 12:01",
            "Anna · A talk · 2 Mar 12:01",
            "Anna · A talk · 2 Mar 12:01",
            "Anna · The course · 2 Mar 12:02",
        ]
        assert "1. The book: внутри 1 · молчат 1" in spoken(answer.messages("ru"))
        stages, people = map(as_json, answer.tables)
        assert stages[0] == {
            "stage": "magnet", "title": "The book", "standing": 2, "inside": 1, "passed_here": 0, "silent": 1,
        }  # fmt: skip
        blocked = next(row for row in people if row["person"] == "5")
        assert (blocked["state"], blocked["reach"], blocked["name"]) == ("lost", "blocked", "Anna")


async def test_one_stage_by_its_name_and_no_other_word(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await some_stand(it)
        answer = await it.asks(read, "tripwire")
        stages, people = map(as_json, answer.tables)
        assert ([row["stage"] for row in stages], len(people)) == (["tripwire"], 3)
        with pytest.raises(AskedError) as raised:
            await it.asks(read, "<b>")
    assert raised.value.why["en"].startswith("There is no stage “&lt;b&gt;”. There are these: <code>magnet</code>, ")


async def test_nobody(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        answer = await it.asks(read)
    assert spoken(answer.messages("ru"))[-1] == "Сейчас здесь никого нет."
    assert spoken(answer.messages("en"))[-1] == "Nobody is here now."
