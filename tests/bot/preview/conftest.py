"""Tests of pages need a Chromium; where there is none they are left out, and the run says so at its end.

`CHROMIUM` names one that is not on PATH. With `REQUIRE_BROWSER=1` its absence is an error, so that a machine
meant to run these tests cannot quietly stop doing it.
"""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
LEFT_OUT = "browser tests left out: no Chromium found (apt-get install chromium)"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
left_out = pytest.StashKey[bool]()


def found_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None:
            raise pytest.UsageError(f"CHROMIUM names no program: {named}")
        return path
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    needy = [item for item in items if item.get_closest_marker("browser")]
    if not needy or found_chromium() is not None:
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError(LEFT_OUT.replace("left out", "required"))
    config.stash[left_out] = True
    config.hook.pytest_deselected(items=needy)
    items[:] = [item for item in items if item not in needy]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash.get(left_out, False):
        terminalreporter.write_line(LEFT_OUT, yellow=True)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for the whole run; each test opens its own context in it."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=found_chromium(), args=ARGUMENTS)
        yield chromium
        await chromium.close()
