"""The comparison as an owner reads it, in both languages."""

from dataclasses import replace
from datetime import date

from bot.reports.stats.comparison import comparison_table, comparison_text
from bot.reports.tables import as_json
from funnels.analytics.comparison import Comparison, compared
from funnels.analytics.conversion import FunnelReport, funnel_report
from funnels.analytics.period import Period
from funnels.analytics.question import Question
from tests.bot.reports.samples import stage_row

BEFORE = Question(funnel="walk", period=Period(first=date(2026, 2, 1), last=date(2026, 2, 28)))


def report(started: int, *passed: tuple[int, int]) -> FunnelReport:
    stages = [
        stage_row(place, title=f"S<{place}>", passed=through, lost=reached - through)
        for place, (through, reached) in enumerate(passed)
    ]
    return funnel_report("walk", "Walk", started, stages, [], question=BEFORE)


def comparison() -> Comparison:
    return compared(report(1000, (800, 1000), (50, 800), (0, 0)), report(900, (450, 900), (30, 450), (0, 0)))


def test_points_arrows_and_what_it_was() -> None:
    assert comparison_text(comparison(), "en").replace("\N{THIN SPACE}", " ").splitlines() == [
        "<b>Compared with Feb 1 – 28, 2026</b>",
        "started <b>1,000</b> ▲ (was 900)",
        "1. S&lt;0&gt;: <b>80.0%</b> ▲ 30.0 pp (was 50.0%, beyond chance)",
        "2. S&lt;1&gt;: <b>6.3%</b> ▼ 0.4 pp (was 6.7%, within chance)",
        "3. S&lt;2&gt;: <b>—</b>",
    ]


def test_in_russian() -> None:
    lines = comparison_text(comparison(), "ru").replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert lines[1] == "начали <b>1 000</b> ▲ (было 900)"
    assert lines[2] == "1. S&lt;0&gt;: <b>80,0 %</b> ▲ 30,0 п. п. (было 50,0 %, не случайность)"


def test_a_young_period_says_that_it_is_too_early() -> None:
    young = replace(comparison(), now=replace(comparison().now, usual_seconds=60.0, matured=0.2))
    assert comparison_text(young, "en").endswith("too early to compare")


def test_the_table_has_both_periods() -> None:
    first, *_ = as_json(comparison_table(comparison()))
    assert first == {
        "stage": "stage_0",
        "title": "S<0>",
        "conversion": 0.8,
        "conversion_earlier": 0.5,
        "difference": 0.30000000000000004,
        "chance_or_change": "change",
        "reached": 1000,
        "reached_before": 900,
    }
