"""Dates that are past when a script is checked; without a clock nothing is said of them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from funnels.definition.document import FILE
from funnels.definition.examine import examine_files
from funnels.definition.findings import Finding

SCRIPT = """\
funnel: test
timezone: Europe/Moscow
products:
  talk:
    title: Talk
    stars: 100
    promo:
      SPRING: {off: 20%, until: 2026-04-01}
    deliver: {text: Here}
stages:
  - stage: one
    steps:
      - offer: talk
        text: Buy it
        deadline: {until: 2026-04-02 12:00}
        follow_ups: [{before_deadline: 1 hour, message: An hour is left.}]
"""
OVER = datetime(2026, 4, 1, 21, tzinfo=UTC)
"""Midnight in Moscow: the first of April is over."""


def found(tmp_path: Path, now: datetime | None) -> list[Finding]:
    file = tmp_path / "test" / FILE
    file.parent.mkdir()
    file.write_text(SCRIPT, encoding="utf-8")
    (one,) = examine_files([file], now=now)
    assert one.script
    return [finding for finding in one.findings if "past" in finding.problem]


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        (None, []),
        (OVER - timedelta(seconds=1), []),
        (OVER, [8]),
        (datetime(2026, 4, 2, 9, tzinfo=UTC) - timedelta(seconds=1), [8]),
        (datetime(2026, 4, 2, 9, tzinfo=UTC), [8, 15]),
    ],
)
def test_what_is_over_is_told_on_the_clock_of_the_funnel(
    tmp_path: Path, now: datetime | None, lines: list[int]
) -> None:
    told = found(tmp_path, now)
    assert [finding.line for finding in told] == lines
    assert {finding.severity for finding in told} <= {"warning"}
