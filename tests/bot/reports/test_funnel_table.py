"""The terminal's table is aligned whatever the names are, and says every figure."""

from dataclasses import replace

from hypothesis import given
from rich.cells import cell_len

from bot.reports.funnel_table import render_table
from funnels.analytics.conversion import FunnelReport, funnel_report

from .samples import chain, reports, stage_row, step_row


def plain(text: str) -> list[str]:
    return text.replace("\N{NO-BREAK SPACE}", " ").split("\n")


def test_a_table_in_full() -> None:
    report = chain(1000, 520, 215, title="Autumn", titles=("Lead", "🎁 Trip"), steps=1, label="Welcome")
    assert plain(render_table(report, "en")) == [
        "Autumn · all time · 1,000 people started",
        "Conversion of the whole funnel: 21.5% (215 of 1,000 passed the last stage)",
        "",
        "stage    reached  passed  conversion  from the start  lost  inside      median          90%",
        "Lead       1,000     520       52.0%           52.0%   432      48  2 hr 2 min        1 day",
        "🎁 Trip      520     215       41.3%           21.5%   275      30  4 hr 4 min  2 days 1 hr",
        "",
        "step        sent  delivered  failed  clicked    CTR  answered",
        "Lead",
        "  Welcome  1,000        990      10      333  33.6%       100",
        "🎁 Trip",
        "  Welcome    520        515       5      173  33.6%        52",
    ]


def test_steps_that_sell_have_columns_of_their_own() -> None:
    stage = stage_row(0, title="Lead", passed=5, lost=15)
    steps = [
        replace(step_row(0, 1, sent=20, label="Offer"), sells=True, asked_to_pay=12, paid=5),
        step_row(0, 2, sent=20, label="Bye"),
    ]
    *_, heading, _, offer, bye = plain(render_table(funnel_report("f", "F", 20, [stage], steps), "en"))
    assert heading.endswith("answered  asked to pay  paid  abandoned")
    assert offer.split()[-3:] == ["12", "5", "7"]
    assert bye.split()[-3:] == ["—", "—", "—"]


def test_nobody_yet_is_said() -> None:
    lines = plain(render_table(chain(0, 0), "ru"))
    assert lines[:2] == ["Осенний запуск · за всё время", "Пока никто не начал"]
    assert lines[-1].split() == ["Лид-магнит", "0", "0", "—", "—", "0", "0", "—", "—"]


@given(reports())
def test_columns_are_aligned_for_any_names(report: FunnelReport) -> None:
    parts = render_table(report, "ru").split("\n\n")
    if report.stages:
        table = parts[1].split("\n")
        assert len(table) == len(report.stages) + 1
        assert len({cell_len(line) for line in table}) == 1
    if report.steps:
        table = parts[-1].split("\n")
        assert len({cell_len(line) for line in table if line.startswith("  ")}) == 1
        assert sum(line.startswith("  ") for line in table) == len(report.steps)
