"""The pictures of the owner's desk in `docs/owners.md`, each as a phone shows it: `make pictures`.

A crowd walks two funnels over some weeks of a standing clock, the owner asks for a report in the preview's chat page,
and the page is photographed. The same crowd comes every time; bytes differ between machines, so nothing compares them.
"""

import asyncio
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Page, ViewportSize, async_playwright
from rich.console import Console

from bot import logs
from bot.clock import StandingClock
from bot.demo.crowd import Crowd
from bot.demo.watched import watched
from bot.preview.reload import publish_anew
from bot.preview.session import OWNER, Preview, previewing

FOLDER = Path("docs/pictures/owners")
PICTURES = {
    "stats": "/stats first-steps 30 compare",
    "slices": "/stats first-steps source",
    "explained": "/stats first-steps",
    "cohorts": "/cohorts first-steps",
    "sources": "/sources first-steps",
    "weak": "/weak first-steps 30",
    "steps": "/steps first-steps",
    "tests": "/tests quiz-en",
    "money": "/money first-steps 30",
    "forecast": "/forecast first-steps minicourse=40%",
    "people": "/people first-steps",
    "hypotheses": "/hypotheses first-steps",
    "dark": "/stats first-steps 30",
}
"""The picture's name, and what the owner writes."""

THEN = {"explained": "?", "dark": "🌙"}
"""The button that is pressed before the picture is taken."""

BEFORE = {
    "/spend vk-march 3200 XTR 2026-01-12..2026-03-15 impressions=41000 clicks=610": "Save",
    "/spend telegram-post 5400 XTR 2026-01-12..2026-03-15 impressions=28500 clicks=390": "Save",
    "/hypotheses add first-steps.checklist Say the price of a cup first owner=@anna version=2": "",
    "/hypotheses add first-steps.consultation Offer the call in the evening owner=@oleg due=2026-04-06": "",
}
"""What the owner tells the bot first, and the button that is pressed then, if any."""

FUNNELS = (Path("funnels/scripts/first-steps"), Path("funnels/examples/quiz-en"))
LINKS = ("coffee", "coffee", "quiz-en")
PEOPLE, SEED = 280, 3
FIRST, THEN_COOLED = timedelta(days=33), timedelta(days=30)
"""For how long the crowd comes before a new version, and after it, when people answer less often."""

CHANGED = (
    "Most disappointing cups come down",
    "A cup in a café costs four pounds. Most disappointing ones at home come down",
)
"""What the new version says otherwise."""

BEGIN = datetime(2026, 1, 12, 9, tzinfo=UTC)

PHONE: ViewportSize = {"width": 412, "height": 2400}
MARGIN = 4
DRAWN_MS = 2_000
"""The page has shown what came."""

PATIENCE_MS = 90_000
BROWSERS = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")


async def main(names: list[str]) -> None:
    """Take these pictures, all of them where none is named."""
    logs.configure(level=logging.ERROR)
    with _funnels() as funnels:
        async with previewing(funnels=funnels, clock=StandingClock(BEGIN), language="en", digest="off") as preview:
            arriving = FIRST + THEN_COOLED
            crowd = Crowd(preview, size=PEOPLE, links=LINKS, seed=SEED, arriving=arriving, cools_after=FIRST)
            await watched(Console(stderr=True), crowd, days=FIRST.days)
            await _change(preview, funnels)
            await watched(Console(stderr=True), crowd, days=THEN_COOLED.days)
            await _photograph(preview, names or list(PICTURES))


@contextmanager
def _funnels() -> Iterator[Path]:
    """A folder with the funnels the pictures are of."""
    with tempfile.TemporaryDirectory(prefix="voronka-pictures-") as folder:
        for funnel in FUNNELS:
            shutil.copytree(funnel, Path(folder) / funnel.name)
        yield Path(folder)


async def _change(preview: Preview, funnels: Path) -> None:
    """A new version of the first funnel is published."""
    file = funnels / FUNNELS[0].name / "funnel.yaml"
    script = await asyncio.to_thread(file.read_text, encoding="utf-8")
    await asyncio.to_thread(file.write_text, script.replace(*CHANGED), encoding="utf-8")
    await publish_anew(preview, Console(stderr=True).print)


async def _photograph(preview: Preview, names: list[str]) -> None:
    program = next((found for name in BROWSERS if name and (found := shutil.which(name))), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        context = await browser.new_context(viewport=PHONE, locale="en-GB", device_scale_factor=1.5, bypass_csp=True)
        context.set_default_timeout(PATIENCE_MS)
        page = await context.new_page()
        await page.goto(f"{preview.url}#{OWNER}")
        await page.add_style_tag(content="* { background-image: none !important }")  # the wall makes files large
        for said, button in BEFORE.items():
            await _say(preview, said)
            if button:
                await _press(preview, button)
        for name in names:
            await _say(preview, PICTURES[name])
            if name in THEN:
                await _press(preview, THEN[name])
            await page.locator(".by-person", has_text=PICTURES[name]).last.wait_for()
            await page.wait_for_timeout(DRAWN_MS)
            await _shoot(page, FOLDER / f"{name}.png")
        await browser.close()


async def _say(preview: Preview, text: str) -> None:
    """The owner writes it, and has seen the answer."""
    owner = preview.telegram.persons[OWNER]
    owner.reads_all()
    await owner.writes(text)
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not any(message.author == "bot" and message.text for message in owner.reads_all()):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def _press(preview: Preview, label: str) -> None:
    owner = preview.telegram.persons[OWNER]
    press = await owner.presses(label)
    assert press.query is not None
    await press.query.answer
    await preview.settle()


async def _shoot(page: Page, file: Path) -> None:
    """From the owner's own words to the end of the chat."""
    top = await page.locator(".by-person").last.bounding_box()
    bottom = await page.locator(".by-bot").last.bounding_box()
    assert top is not None
    assert bottom is not None
    await page.screenshot(
        path=file,
        clip={
            "x": 0,
            "y": top["y"] - MARGIN,
            "width": PHONE["width"],
            "height": bottom["y"] + bottom["height"] - top["y"] + 2 * MARGIN,
        },
    )
    sys.stdout.write(f"{file}\n")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(sys.argv[1:]))
