from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE_TESTS = "tests/bot/preview/page/test_clock.py"


@pytest.fixture
def without_chromium(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Nothing is on PATH, and nothing says where a browser is or that there must be one."""
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("REQUIRE_BROWSER", raising=False)
    return pytester


def run(pytester: pytest.Pytester) -> pytest.RunResult:
    """The page's tests in a run of their own, without the plugins that only cost time there."""
    without = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest")
    return pytester.runpytest_inprocess(*without, "-c", str(ROOT / "pyproject.toml"), str(ROOT / PAGE_TESTS))


def test_the_run_says_which_tests_were_left_out(without_chromium: pytest.Pytester) -> None:
    ended = run(without_chromium)
    assert ended.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    ended.stdout.fnmatch_lines(["browser tests left out: no Chromium found (apt-get install chromium)"])
    ended.assert_outcomes(deselected=1)


def test_a_required_browser_that_is_missing_is_an_error(
    without_chromium: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUIRE_BROWSER", "1")
    ended = run(without_chromium)
    assert ended.ret == pytest.ExitCode.USAGE_ERROR
    ended.stderr.fnmatch_lines(["*no Chromium found*"])


def test_a_named_browser_that_is_missing_is_an_error(
    without_chromium: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    ended = run(without_chromium)
    assert ended.ret == pytest.ExitCode.USAGE_ERROR
    ended.stderr.fnmatch_lines(["*CHROMIUM names no program: /nowhere/chromium"])
