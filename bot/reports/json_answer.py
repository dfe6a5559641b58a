"""A report as JSON for programs: what was asked, then each table under its key.

A contract: keys are added and never renamed or removed. `docs/figures.md` tells what each figure is.
"""

from typing import Any

from bot.reports.report import Answer, Asked
from bot.reports.tables import as_json

ASKED = (
    "report",
    "funnel",
    "version",
    "first_day",
    "last_day",
    "by",
    "only",
    "split",
    "from_stage",
    "again",
    "compare",
    "words",
    "timezone",
    "at",
)
"""The keys beside those of the tables."""


def json_answer(report: str, asked: Asked, answer: Answer) -> dict[str, Any]:
    """The report as JSON values: money in minor units, shares 0..1, lengths in seconds, ISO dates, `at` in UTC."""
    question = asked.question
    only = question.only
    values = (
        report,
        question.funnel,
        asked.script.version,
        question.period.first and question.period.first.isoformat(),
        question.period.last and question.period.last.isoformat(),
        question.by,
        only and {"slice": only.slice, "value": only.value},
        question.split,
        question.from_stage or None,
        question.again,
        question.compare,
        asked.words,
        asked.zone.key,
        asked.now.isoformat(),
    )
    return dict(zip(ASKED, values, strict=True)) | {table.key: as_json(table) for table in answer.tables}
