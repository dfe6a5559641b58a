"""What all tests share, also where several processes run them: what is said of a run is said by the one that began it.

Where `CI` is set, a test that was skipped has failed: nobody looks at it there. With `REQUIRE_BROWSER=1` the absence
of a Chromium is an error, so that a machine meant to run the tests of pages cannot quietly stop doing it.
"""

import os

import pytest
from hypothesis import settings

from tests.chromium import LEFT_OUT, found_chromium

pytest_plugins = ["tests.databases"]

settings.register_profile("any machine", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("any machine")


def pytest_configure() -> None:
    if found_chromium() is None and os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError(LEFT_OUT.replace("left out", "required"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if found_chromium() is None:
        terminalreporter.write_line(LEFT_OUT, yellow=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = len(reporter.stats.get("skipped", ())) if reporter is not None else 0
    if os.environ.get("CI") and skipped:
        reporter.write_line(f"\n{skipped} skipped: in CI that is a failure", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
