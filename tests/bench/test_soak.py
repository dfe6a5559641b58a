"""A soak tells what grows from what is merely restless, and runs."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bench.soak.flat import RULES, growth, windows
from bench.soak.picture import draw
from bench.soak.sample import Sample
from bot.reports.charts import to_png

SECONDS = 300


def _run(changed: Callable[[Sample, int], Sample] = lambda sample, _: sample) -> list[Sample]:
    """A restless bot that keeps nothing, once it is warm."""
    chance = Random(7)
    return [
        changed(
            Sample(
                at=float(second),
                memory=250 + chance.gauss(0, 0.5) - 30 * 0.9**second,
                handles=20 + chance.randrange(6),
                threads=6,
                waiting=chance.randrange(15),
                database=second / 10,
                health=chance.expovariate(0.2),
                sent=27,
                lags=tuple(5 + chance.expovariate(0.05) for _ in range(10)),
            ),
            second,
        )
        for second in range(1, SECONDS + 1)
    ]


def _grown(samples: list[Sample]) -> list[str]:
    return [rule.name for rule in RULES if not rule.judge(windows(samples)).reached]


def test_what_is_restless_does_not_grow() -> None:
    assert _grown(_run()) == []


@pytest.mark.parametrize(
    ("changed", "grown"),
    [
        (lambda one, at: replace(one, memory=one.memory + 2 * at * 27 / 1024), ["memory"]),  # 2 KiB of each message
        (lambda one, at: replace(one, handles=one.handles + at // 15), ["open handles"]),
        (lambda one, at: replace(one, threads=one.threads + at // 40), ["threads"]),
        (lambda one, at: replace(one, waiting=one.waiting + at // 4), ["messages waiting"]),
        (lambda one, at: replace(one, lags=tuple(lag + at for lag in one.lags)), ["the median lag"]),
        (lambda one, at: replace(one, lags=(*one.lags, 10.0 * at)), ["the p99 lag"]),
    ],
)
def test_what_grows_is_named(changed: Callable[[Sample, int], Sample], grown: list[str]) -> None:
    assert _grown(_run(changed)) == grown


def test_one_bad_minute_is_no_growth() -> None:
    def bad(one: Sample, at: int) -> Sample:
        return replace(one, memory=400, waiting=500, lags=(9_000.0,)) if 200 <= at < 250 else one

    assert _grown(_run(bad)) == []


def test_growth_is_from_the_first_to_the_last() -> None:
    assert growth([5, 5, 5, 5]) == 0
    assert growth([0, 1, 2, 99, 4]) == 4


def test_it_is_drawn() -> None:
    samples = _run()
    picture = draw(samples, [rule.judge(windows(samples)) for rule in RULES], "5 min")
    assert "growth of memory" in picture
    assert to_png(picture).startswith(b"\x89PNG")


def test_a_short_one_runs_through(tmp_path: Path) -> None:
    picture = tmp_path / "soak.png"
    command = [sys.executable, "-m", "bench.soak", "--minutes", "0.06", "--picture", str(picture)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert "errors in the bot's log: 0" in done.stdout, done.stderr
    assert "exit status of the bot: 0" in done.stdout
    assert picture.stat().st_size > 0
