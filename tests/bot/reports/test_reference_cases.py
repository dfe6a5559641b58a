"""The reference cases of conversion: people walk the funnel, an owner reads `/stats`, a program `voronka stats`."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.reports.report import Answer
from bot.reports.stats import read
from tests.bot.reports.test_funnel_text import spoken
from tests.bot.reports.test_weak import FOUR
from tests.bot.reports.walking import stages, street
from tests.bot.terminal import Terminal


async def walked(folder: Path, script: str, *left: int) -> Answer:
    """So many start, so many of them answer each question; what `/stats` says then."""
    async with street(folder, script) as walk:
        await walk.walk(*left)
        return await walk.asks(read)


@pytest.mark.parametrize(
    ("script", "left", "shares", "whole"),
    [
        (stages(), (1000, 520, 215, 130), ["52.0%", "41.3%", "60.5%", "100.0%"], "13.0%"),
        (FOUR, (1000, 710, 305, 210, 100), ["71.0%", "43.0%", "68.9%", "47.6%"], "10.0%"),
        (FOUR, (1000, 710, 305, 50, 24), ["71.0%", "43.0%", "16.4%", "48.0%"], "2.4%"),
        (stages(), (100, 20, 0), ["20.0%", "0.0%"], "0.0%"),
    ],
    ids=["a thousand requests", "a thousand", "fifty of them", "a hundred calls"],
)
def test_stats_says_what_people_did(
    terminal: Terminal, script: str, left: tuple[int, ...], shares: list[str], whole: str
) -> None:
    answer = asyncio.run(walked(terminal.folder, script, *left))
    terminal.sets(DATABASE_URL=f"sqlite:///{terminal.folder}/walk.db")
    told = json.loads(terminal.runs("stats", "sales", "--format", "json").output)
    stages_ = [stage for stage in told["stages"] if stage["reached"]]
    assert [f"{stage['conversion']:.1%}" for stage in stages_] == shares
    assert [stage["reached"] for stage in stages_] == [*left, *left[-1:]][: len(stages_)]
    assert (told["whole"][0]["started"], f"{told['whole'][0]['total_conversion']:.1%}") == (left[0], whole)
    said = spoken(answer.messages("en"))
    assert [line.split()[-1] for line in said if line.startswith(("▰", "▱"))][: len(shares)] == shares
    assert f"Conversion of the whole funnel: {whole}" in said
