"""Two periods side by side: chance is spoken of only when an interval says so."""

from dataclasses import replace

import pytest

from funnels.analytics.comparison import ComparedStage, compared
from funnels.analytics.conversion import FunnelReport, funnel_report
from funnels.analytics.question import Question
from funnels.analytics.rows import StageRow

ASKED = Question(funnel="walk")


def report(passed: int, reached: int, question: Question = ASKED) -> FunnelReport:
    row = StageRow(
        stage="core",
        title="Core",
        reached=reached,
        passed=passed,
        lost=reached - passed,
        inside=0,
        median_seconds=None,
        p90_seconds=None,
    )
    return funnel_report("walk", "Walk", reached, [row], [], question=question)


def stage(now: FunnelReport, before: FunnelReport) -> ComparedStage:
    (found,) = compared(now, before).stages
    return found


def test_the_difference_is_of_the_conversions() -> None:
    found = stage(report(60, 100), report(50, 100))
    assert found.difference == pytest.approx(0.10)


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        ((56, 70), (48, 80), "change"),  # the first example of Newcombe (1998): 0.0524 to 0.3339
        ((9, 10), (3, 10), "change"),  # his second one: 0.1705 to 0.8090
        ((6, 7), (2, 7), "change"),  # his third: 0.0582 to 0.8062
        ((5, 56), (0, 29), "chance"),  # his fourth: -0.0381 to 0.1926
    ],
)
def test_the_verdict_is_that_of_the_published_intervals(
    now: tuple[int, int], before: tuple[int, int], verdict: str
) -> None:
    assert stage(report(*now), report(*before)).verdict == verdict


def test_of_nobody_nothing_is_said() -> None:
    assert stage(report(5, 10), report(0, 0)) == ComparedStage(
        now=report(5, 10).stages[0], before=report(0, 0).stages[0], difference=None, verdict=None
    )


def test_a_stage_that_was_not_there_has_no_difference() -> None:
    found = stage(report(5, 10), replace(report(5, 10), stages=()))
    assert (found.before, found.difference, found.verdict) == (None, None, None)


def test_by_calendar_date_nothing_is_judged() -> None:
    asked = Question(funnel="walk", by="calendar")
    found = stage(report(56, 70, asked), report(48, 80, asked))
    assert found.difference == pytest.approx(0.2)
    assert found.verdict is None


def test_a_young_cohort_is_not_judged() -> None:
    young = replace(report(10, 100), usual_seconds=86_400.0, matured=0.5)
    found = stage(young, report(50, 100))
    assert found.difference == pytest.approx(-0.4)
    assert found.verdict is None
