"""The figures of a funnel are the ones its definitions promise, and contradicting rows are refused."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.conversion import (
    FunnelReport,
    InconsistentRowsError,
    StageRow,
    StepRow,
    funnel_report,
    stage_figures,
    step_figures,
)
from funnels.analytics.question import Question

COUNT = st.integers(min_value=0, max_value=10**9)


def stage_row(stage: str, *, passed: int, lost: int, inside: int = 0) -> StageRow:
    return StageRow(
        stage=stage,
        title=stage.title(),
        reached=passed + lost + inside,
        passed=passed,
        lost=lost,
        inside=inside,
        median_seconds=None,
        p90_seconds=None,
    )


def step_row(stage: str, step: str, *, delivered: int = 0, clicked: int = 0) -> StepRow:
    return StepRow(
        stage=stage,
        step=step,
        label=step,
        sent=delivered,
        delivered=delivered,
        failed=0,
        clicked=clicked,
        answered=0,
    )


def report_of(*rows: StageRow, steps: tuple[StepRow, ...] = (), started: int = 0) -> FunnelReport:
    return funnel_report(funnel="autumn", title="Autumn", started=started, stages=rows, steps=steps)


def chain(*counts: int) -> FunnelReport:
    """A funnel in which whoever passes a stage reaches the next one."""
    rows = [
        stage_row(f"stage_{place}", passed=passed, lost=reached - passed)
        for place, (reached, passed) in enumerate(pairwise(counts))
    ]
    return report_of(*rows, started=counts[0])


@pytest.mark.parametrize(
    ("counts", "percents", "total"),
    [
        ((1000, 520, 215, 130), [52.0, 41.3, 60.5], 13.0),
        ((1000, 710, 305, 210, 100), [71.0, 43.0, 68.9, 47.6], 10.0),
        ((1000, 710, 305, 50), [71.0, 43.0, 16.4], 5.0),
        ((100, 20), [20.0], 20.0),
    ],
)
def test_reference_funnels_convert_as_published(counts: tuple[int, ...], percents: list[float], total: float) -> None:
    report = chain(*counts)
    assert [round(100 * (stage.conversion or 0), 1) for stage in report.stages] == percents
    assert round(100 * (report.total_conversion or 0), 1) == total
    assert report.finished == counts[-1]


def test_figures_are_not_rounded() -> None:
    stage = chain(3, 1).stages[0]
    assert stage.conversion == 1 / 3
    assert stage.drop_off == 1 - 1 / 3


def test_from_the_start_counts_those_who_never_reached_the_stage() -> None:
    report = report_of(stage_row("core", passed=10, lost=10), started=100)
    assert report.stages[0].conversion == 0.5
    assert report.stages[0].from_start == 0.1


def test_nobody_has_no_conversion_instead_of_zero() -> None:
    report = report_of(stage_row("core", passed=0, lost=0), started=0)
    stage = report.stages[0]
    assert (stage.conversion, stage.from_start, stage.drop_off) == (None, None, None)
    assert report.total_conversion is None
    assert report.is_empty


def test_a_funnel_without_stages_has_no_total() -> None:
    report = report_of(started=5)
    assert (report.total_conversion, report.finished, report.is_empty) == (None, 0, False)


def test_people_who_started_before_the_period_keep_it_from_being_empty() -> None:
    report = report_of(stage_row("core", passed=3, lost=0), started=0)
    assert not report.is_empty
    assert report.stages[0].conversion == 1
    assert report.total_conversion is None


@pytest.mark.parametrize("figure", ["reached", "passed", "lost"])
def test_whatever_happens_to_those_of_before_keeps_it_from_being_empty(figure: str) -> None:
    row = replace(stage_row("core", passed=0, lost=0), inside=None, **{figure: 1})
    assert not report_of(row).is_empty


@pytest.mark.parametrize(("matured", "is_immature"), [(0.8999, True), (0.9, False), (1.0, False), (None, False)])
def test_a_cohort_is_mature_when_nine_tenths_of_it_are(matured: float | None, *, is_immature: bool) -> None:
    assert replace(report_of(started=10), matured=matured).is_immature == is_immature


def test_by_calendar_who_has_not_passed_is_nobodys_drop_off() -> None:
    row = replace(stage_row("core", passed=3, lost=0), reached=2, inside=None)
    (stage,) = stage_figures(5, [row], Question(funnel="autumn", by="calendar"))
    assert (stage.conversion, stage.from_start, stage.drop_off) == (1.5, 0.6, None)


def test_from_a_stage_those_who_reached_it_are_the_whole() -> None:
    rows = [stage_row("a", passed=40, lost=60), stage_row("b", passed=10, lost=30), stage_row("c", passed=4, lost=6)]
    figures = stage_figures(200, rows, Question(funnel="autumn", from_stage="b"))
    assert [stage.from_start for stage in figures] == [None, 0.25, 0.1]
    assert [stage.conversion for stage in figures] == [0.4, 0.25, 0.4]


def test_the_last_stage_is_that_of_the_script() -> None:
    gone = replace(stage_row("older", passed=9, lost=0), is_gone=True)
    report = report_of(stage_row("core", passed=4, lost=6), gone, started=20)
    assert (report.finished, report.total_conversion) == (4, 0.2)


def test_shares_of_a_step_are_of_what_was_delivered() -> None:
    row = replace(step_row("core", "pitch", delivered=8, clicked=4), sent=10, failed=2, left_within_day=2)
    (step, silent) = report_of(stage_row("core", passed=0, lost=0), steps=(row, step_row("core", "silent"))).steps
    assert (step.ctr, step.left_share) == (0.5, 0.25)
    assert (silent.ctr, silent.left_share) == (None, None)


@pytest.mark.parametrize(("asked", "paid", "abandoned"), [(5, 2, 3), (2, 5, 0), (4, 4, 0)])
def test_abandoned_are_those_who_asked_to_pay_and_did_not(asked: int, paid: int, abandoned: int) -> None:
    row = replace(step_row("core", "pitch"), asked_to_pay=asked, paid=paid)
    assert step_figures(row, ["core"]).abandoned == abandoned


def test_steps_come_by_stage_in_their_order() -> None:
    steps = (step_row("a", "one"), step_row("b", "two"), step_row("a", "three"))
    report = report_of(stage_row("a", passed=0, lost=0), stage_row("b", passed=0, lost=0), steps=steps)
    assert [step.step for step in report.steps_of("a")] == ["one", "three"]
    assert [step.step for step in report.steps_of("b")] == ["two"]


def test_people_who_do_not_add_up_are_refused() -> None:
    row = replace(stage_row("core", passed=5, lost=3, inside=2), reached=11)
    with pytest.raises(InconsistentRowsError, match=r"stage core: reached 11 is not passed 5 \+ lost 3 \+ in"):
        report_of(row, started=11)


@pytest.mark.parametrize("name", ["passed", "lost", "inside"])
def test_negative_people_are_refused(name: str) -> None:
    row = replace(stage_row("core", passed=2, lost=2, inside=2), **{name: -1, "reached": 3})
    with pytest.raises(InconsistentRowsError, match=f"stage core: {name} is negative"):
        report_of(row)


@pytest.mark.parametrize("name", ["sent", "delivered", "failed", "clicked", "answered"])
def test_negative_messages_are_refused(name: str) -> None:
    step = replace(step_row("core", "pitch"), **{name: -1})
    with pytest.raises(InconsistentRowsError, match=f"step pitch: {name} is negative"):
        report_of(stage_row("core", passed=0, lost=0), steps=(step,))


def test_a_negative_start_is_refused() -> None:
    with pytest.raises(InconsistentRowsError, match="started is negative"):
        report_of(started=-1)


def test_a_stage_counted_twice_is_refused() -> None:
    row = stage_row("core", passed=1, lost=0)
    with pytest.raises(InconsistentRowsError, match="comes twice"):
        report_of(row, row, started=2)


def test_a_step_of_an_unknown_stage_is_refused() -> None:
    with pytest.raises(InconsistentRowsError, match="stage gone is not in the report"):
        report_of(stage_row("core", passed=0, lost=0), steps=(step_row("gone", "pitch"),))


@given(passed=COUNT, lost=COUNT, inside=COUNT, never_reached=COUNT)
def test_shares_stay_between_nobody_and_all(passed: int, lost: int, inside: int, never_reached: int) -> None:
    row = stage_row("core", passed=passed, lost=lost, inside=inside)
    stage = report_of(row, started=row.reached + never_reached).stages[0]
    if stage.conversion is None or stage.drop_off is None or stage.from_start is None:
        assert row.reached == 0
    else:
        assert 0 <= stage.from_start <= stage.conversion <= 1
        assert stage.conversion + stage.drop_off == pytest.approx(1)
        assert (stage.conversion == 1) == (lost + inside == 0)


@given(st.lists(COUNT, min_size=2, max_size=8).map(lambda counts: sorted(counts, reverse=True)))
def test_in_a_chain_the_conversions_multiply_to_the_total(counts: list[int]) -> None:
    report = chain(*counts)
    product = 1.0
    for stage in report.stages:
        if stage.conversion is None:
            assert report.total_conversion in (None, 0)
            return
        product *= stage.conversion
    assert report.total_conversion == pytest.approx(product)
