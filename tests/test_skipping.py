"""A skipped test fails the run in CI, and only there."""

from collections.abc import Sequence
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parent / "conftest.py"


@pytest.mark.parametrize("processes", [(), ("-n", "1")], ids=["in one process", "in several"])
@pytest.mark.parametrize(("ci", "status"), [("true", pytest.ExitCode.TESTS_FAILED), ("", pytest.ExitCode.OK)])
def test_a_skipped_test_is_a_failure_in_ci(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    ci: str,
    status: pytest.ExitCode,
    processes: Sequence[str],
) -> None:
    monkeypatch.setenv("CI", ci)
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function")
    pytester.makepyfile("import pytest\n\ndef test_it() -> None:\n    pytest.skip('not today')\n")
    ended = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:hypothesispytest", *processes)
    assert ended.ret == status
    assert ("in CI that is a failure" in ended.stdout.str()) is bool(status)
