"""Funnels in which little is as usual: every report answers of them in every form, and says what is."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.counting import count_what_is_stale, counting_in
from bot.export.reading import read_workbook
from bot.reports.catalogue import REPORTS
from bot.reports.report import Answer, Asked
from bot.reports.tables import as_json
from bot.scripts import publish
from funnels.analytics.period import EVER, Period, last_days
from funnels.engine.inputs import Blocked
from tests.bot.reports.forms import counts, speaks
from tests.bot.reports.selling import ROUBLES_100, SHOP, Shop, shop

RENAMED = SHOP.replace("stage: tripwire", "stage: bait").replace("title: A talk", "title: Another talk")
REMOVED = SHOP[: SHOP.index("  - stage: tripwire")] + SHOP[SHOP.index("  - stage: core") :]

Rows = list[dict[str, Any]]


async def everything(it: Shop, period: Period = EVER) -> dict[str, Rows]:
    """The tables of every report, `report.table`, after each was told in every form, also in one workbook."""
    found: dict[str, Rows] = {}
    books: list[bytes] = []

    async def read(asked: Asked) -> Answer:
        for name, report in REPORTS.items():
            answer = await report(asked)
            speaks(answer)
            counts(name, asked, answer)
            found.update({f"{name}.{table.key}": as_json(table) for table in answer.tables})
        books.append(await read_workbook(asked, "ru"))
        return answer

    await it.asks(read, period=period)
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(books[0])).sheet_names
    assert {name.partition(".")[0] for name in found} <= {*sheets, "hypotheses"}
    return found


async def republished(it: Shop, folder: Path, script: str) -> None:
    """The marketer has changed it; whoever is inside goes on in the version they began."""
    (folder / "funnels" / "shop" / "funnel.yaml").write_text(script, encoding="utf-8")
    walk = it.walk
    catalogue = await publish(walk.database, folder / "funnels", timezone="Europe/Moscow", clock=walk.clock)
    await count_what_is_stale(walk.database, counting_in("Europe/Moscow", catalogue), walk.clock.now())
    it.walk.scripts = dict(catalogue.live)


def of(rows: Rows, stage: str) -> Mapping[str, Any]:
    return next(row for row in rows if row["stage"] == stage)


async def test_nobody_has_come(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        told = await everything(it)
    assert told["stats.whole"][0]["started"] == 0
    assert told["people.people"] == []


async def test_one_person(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.comes([1], answering=1)
        told = await everything(it)
    assert of(told["stats.stages"], "magnet")["conversion"] == 1
    assert [row["stage"] for row in told["people.people"]] == ["tripwire"]
    assert {row["verdict"] for row in told["weak.weak"]} == {"too_few"}


async def test_everybody_has_blocked_the_bot(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.comes(range(1, 5), answering=2)
        await it.walk.do(range(1, 5), Blocked())
        told = await everything(it)
    assert sum(row["lost"] for row in told["stats.stages"]) == 4
    assert [row["silent"] for row in told["people.people_stages"]] == [2, 2, 0]
    assert {row["reach"] for row in told["people.people"]} == {"blocked"}


@pytest.mark.parametrize("script", [RENAMED, REMOVED], ids=["renamed", "removed"])
async def test_a_stage_with_people_inside_is_there_no_more(tmp_path: Path, script: str) -> None:
    async with shop(tmp_path) as it:
        await it.comes(range(1, 6), answering=4)
        await it.pays(1, ROUBLES_100)
        before = await everything(it)
        await republished(it, tmp_path, script)
        told = await everything(it)
    gone = of(told["stats.stages"], "tripwire")
    assert (gone["reached"], gone["passed"], gone["inside"], gone["is_gone"]) == (4, 1, 3, "yes")
    assert of(told["people.people_stages"], "tripwire")["inside"] == 3
    assert sorted(row["person"] for row in told["people.people"]) == sorted(
        row["person"] for row in before["people.people"]
    )
    for key in ("money.money", "sources.sources_total"):
        assert told[key] == before[key]
    now = {(row["what"], row["of"]): row["before"] for row in told["forecast.forecast"]}
    assert ("passed", "tripwire") not in now
    assert now["orders", "RUB"] == 1


async def test_days_that_are_yet_to_come(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.comes(range(1, 4), answering=2)
        tomorrow = it.walk.clock.now().date() + timedelta(days=1)
        told = await everything(it, replace(last_days(7, tomorrow), first=tomorrow))
    assert told["stats.whole"][0]["started"] == 0
