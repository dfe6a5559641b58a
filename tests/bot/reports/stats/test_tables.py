"""The tables of the funnel as JSON are a contract: exactly these keys, in this shape."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given

from bot.reports.stats.tables import tables
from bot.reports.tables import as_json
from funnels.analytics.conversion import FunnelReport, funnel_report
from tests.bot.reports.samples import reports, stage_row, step_row


def said_of(report: FunnelReport) -> dict[str, Any]:
    return {table.key: as_json(table) for table in tables(report)}


def test_the_contract_to_the_letter() -> None:
    report = funnel_report(
        funnel="autumn",
        title="Осень",
        started=1000,
        stages=[
            stage_row(0, title="А", passed=500, lost=250, inside=250, median_seconds=60.5, p90_seconds=3600),
            stage_row(1, title="Б", passed=0, lost=0),
        ],
        steps=[step_row(0, 7, sent=1000)],
    )
    assert said_of(report) == {
        "whole": [{"started": 1000, "finished": 0, "total_conversion": 0.0, "usual_seconds": None, "matured": None}],
        "stages": [
            {
                "stage": "stage_0",
                "title": "А",
                "reached": 1000,
                "passed": 500,
                "lost": 250,
                "inside": 250,
                "conversion": 0.5,
                "from_start": 0.5,
                "median_seconds": 60.5,
                "p90_seconds": 3600,
                "is_gone": None,
            },
            {
                "stage": "stage_1",
                "title": "Б",
                "reached": 0,
                "passed": 0,
                "lost": 0,
                "inside": 0,
                "conversion": None,
                "from_start": 0.0,
                "median_seconds": None,
                "p90_seconds": None,
                "is_gone": None,
            },
        ],
        "stage_money": [],
        "parts": [],
        "steps": [
            {
                "stage": "stage_0",
                "step": "step_7",
                "label": "Приветствие",
                "sent": 1000,
                "delivered": 990,
                "failed": 10,
                "clicked": 333,
                "ctr": 333 / 990,
                "answered": 100,
                "asked_to_pay": None,
                "paid": None,
                "abandoned": None,
            }
        ],
    }


def test_a_step_that_sells_has_its_sales() -> None:
    step = replace(step_row(0, 7), sells=True, asked_to_pay=12, paid=5)
    report = funnel_report("autumn", "Осень", 20, [stage_row(0, title="А", passed=5, lost=15)], [step])
    (said,) = said_of(report)["steps"]
    assert {key: said[key] for key in ("asked_to_pay", "paid", "abandoned")} == {
        "asked_to_pay": 12,
        "paid": 5,
        "abandoned": 7,
    }


@given(reports())
def test_any_report_goes_through_json_unchanged(report: FunnelReport) -> None:
    values = said_of(report)
    assert json.loads(json.dumps(values, allow_nan=False)) == values
