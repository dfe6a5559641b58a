"""A crowd for the preview: it comes to every funnel that has a way in, before anybody looks."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.demo.watched import walk_everywhere
from bot.errors import StartError
from bot.preview.session import previewing
from storage.queries.funnels import overview

SCRIPT = """
funnel: walk
language: en
start: {links: [book], default: true}
stages: [{stage: only, steps: [{message: Hello.}]}]
"""
CONSOLE = Console(file=io.StringIO())


def has(folder: Path, *scripts: str) -> Path:
    for text in scripts:
        name = text.partition("funnel:")[2].split()[0]
        (folder / name).mkdir()
        (folder / name / "funnel.yaml").write_text(text, encoding="utf-8")
    return folder


async def test_a_crowd_comes_to_every_funnel(tmp_path: Path) -> None:
    other = SCRIPT.replace("funnel: walk", "funnel: talk").replace("links: [book], default: true", "links: [talk]")
    async with previewing(funnels=has(tmp_path, SCRIPT, other)) as preview:
        begin = preview.clock.now()
        await walk_everywhere(CONSOLE, preview, people=8, days=20)
        async with preview.app.context.database.read() as connection:
            counts = {row.funnel: row.started for row in await overview(connection)}
        assert counts == {"talk": 4, "walk": 4}
        assert 5 < (preview.clock.now() - begin).days <= 20


async def test_no_way_in_is_said(tmp_path: Path) -> None:
    closed = SCRIPT.replace("links: [book], default: true", "events: [sold]")
    async with previewing(funnels=has(tmp_path, closed)) as preview:
        with pytest.raises(StartError, match="a crowd cannot come in"):
            await walk_everywhere(CONSOLE, preview, people=1, days=1)
