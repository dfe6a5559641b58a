"""A marketer edits a script while the preview runs."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.preview.reload import keep_up
from bot.preview.session import Preview, previewing
from bot.tasks import spawn

SCRIPT = """
funnel: hello
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: WORDS
        buttons: [Go on]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hello").mkdir()
    (tmp_path / "hello" / "funnel.yaml").write_text(SCRIPT.replace("WORDS", "First words"), encoding="utf-8")
    return tmp_path


@pytest.fixture
async def preview(folder: Path) -> AsyncIterator[Preview]:
    async with previewing(funnels=folder, language="en") as running:
        yield running


async def test_a_saved_script_reaches_newcomers_and_a_broken_one_leaves_the_last_good_version(
    preview: Preview, folder: Path
) -> None:
    told: asyncio.Queue[str] = asyncio.Queue()
    watching = spawn(keep_up(preview, told.put_nowait), name="watch")
    file = folder / "hello" / "funnel.yaml"
    first = preview.telegram.person()
    await first.starts()
    await first.sees("First words")

    file.write_text(SCRIPT.replace("WORDS", "Second words, better"), encoding="utf-8")
    assert await asyncio.wait_for(told.get(), 5) == "Published: hello. New prospects get it."
    second = preview.telegram.person()
    await second.starts()
    await second.sees("Second words")

    file.write_text(SCRIPT.replace("buttons", "butons"), encoding="utf-8")
    line = await asyncio.wait_for(told.get(), 5)
    assert line.startswith(f"{file}:9:9: ")
    assert "did you mean `buttons`?" in line
    assert line.endswith("The last good version stays.")
    third = preview.telegram.person()
    await third.starts()
    await third.sees("Second words")
    watching.cancel()


async def test_whoever_is_inside_stays_on_their_version(preview: Preview, folder: Path) -> None:
    told: asyncio.Queue[str] = asyncio.Queue()
    watching = spawn(keep_up(preview, told.put_nowait), name="watch")
    person = preview.telegram.person()
    await person.starts()
    await person.sees("First words")
    text = SCRIPT.replace("WORDS", "Second words") + "      - message: A new end\n"
    (folder / "hello" / "funnel.yaml").write_text(text, encoding="utf-8")
    await asyncio.wait_for(told.get(), 5)
    await person.presses("Go on")
    await preview.settle()
    assert not any("A new end" in message.text for message in person.chat)
    watching.cancel()


async def test_a_removed_folder_is_said_and_survived(preview: Preview, folder: Path) -> None:
    told: asyncio.Queue[str] = asyncio.Queue()
    watching = spawn(keep_up(preview, told.put_nowait), name="watch")
    await asyncio.sleep(0.1)
    shutil.rmtree(folder / "hello")
    assert "there is no funnel here" in await asyncio.wait_for(told.get(), 5)
    watching.cancel()
