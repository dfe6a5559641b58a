import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGE_TESTS = "tests/bot/preview/page/test_clock.py"
NO_TESTS_RAN, WRONG_USE = 5, 4


def run_without_chromium(**environment: str) -> subprocess.CompletedProcess[str]:
    """The page's tests where no browser is on PATH."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", PAGE_TESTS],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key not in {"CHROMIUM", "REQUIRE_BROWSER"}}
        | {"PATH": "/nowhere"}
        | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_run_says_which_tests_were_left_out() -> None:
    run = run_without_chromium()
    assert run.returncode == NO_TESTS_RAN, run.stdout + run.stderr
    assert "browser tests left out: no Chromium found (apt-get install chromium)" in run.stdout
    assert "1 deselected" in run.stdout


def test_a_required_browser_that_is_missing_is_an_error() -> None:
    run = run_without_chromium(REQUIRE_BROWSER="1")
    assert run.returncode == WRONG_USE, run.stdout + run.stderr
    assert "no Chromium found" in run.stderr + run.stdout


def test_a_named_browser_that_is_missing_is_an_error() -> None:
    run = run_without_chromium(CHROMIUM="/nowhere/chromium")
    assert run.returncode == WRONG_USE, run.stdout + run.stderr
    assert "CHROMIUM names no program: /nowhere/chromium" in run.stderr + run.stdout
