"""The sheets of the workbook hold the figures that programs get as JSON: every table, row by row.

A report that does not heed the days or journeys that are asked for has no sheet, and the first sheet says so.
"""

import io
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.desk.about import ABOUT
from bot.export.reading import read_workbook
from bot.reports.catalogue import REPORTS
from bot.reports.glossary import FIGURES
from bot.reports.report import Answer, Asked
from bot.reports.tables import as_json
from funnels.analytics.period import last_days
from funnels.analytics.question import Cell
from funnels.definition.money import exponent
from tests.bot.reports.selling import good_month, shop


@pytest.mark.parametrize(
    "asked_for",
    [{"compare": True}, {"split": "source"}, {"by": "calendar"}, {"only": Cell(slice="source", value="")}],
    ids=["compared", "sliced", "by calendar", "one value"],
)
async def test_a_sheet_says_what_json_says(tmp_path: Path, asked_for: dict[str, Any]) -> None:
    settled = {"period", *asked_for} - {"compare", "split"}
    silent = {name for name, about in ABOUT.items() if settled - about.heeds}
    assert "hypotheses" in silent
    answers: dict[str, Answer] = {}
    books: list[bytes] = []

    async def everything(asked: Asked) -> Answer:
        books.append(await read_workbook(asked, "en", names=True))
        answers.update({name: await read(asked) for name, read in REPORTS.items() if name not in silent})
        return answers["stats"]

    async with shop(tmp_path) as it:
        await good_month(it)
        today = it.walk.clock.now().date()
        await it.asks(everything, period=last_days(30, today), **asked_for)
    book = CalamineWorkbook.from_filelike(io.BytesIO(books[0]))
    assert book.sheet_names == ["about", *(name for name in answers if answers[name].tables)]
    about = {row[0]: row[1] for row in book.get_sheet_by_name("about").to_python()}
    assert {name for name in REPORTS if str(about[name]).startswith("no sheet, this report does not heed: ")} == silent
    without = {name for name in REPORTS if "(does not heed: " in str(about[name])}
    added = {"compare", "split"} & set(asked_for)
    assert without == {name for name in REPORTS if added - ABOUT[name].heeds} - silent
    for name in book.sheet_names[1:]:
        sheet = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        left = 0
        for table in answers[name].tables:
            right = left + len(table.columns)
            told = as_json(table)
            written = [row[left:right] for row in sheet[2 : 2 + len(told)]]
            wanted = [[_cell(key, value) for key, value in row.items()] for row in told]
            assert [list(map(_rounded, row)) for row in written] == [list(map(_rounded, row)) for row in wanted], (
                name,
                table.key,
            )
            assert all(set(row[left : right + 1]) <= {""} for row in sheet[2 + len(told) :]), (name, table.key)
            left = right + 1


def _cell(key: str, value: Any) -> object:
    """A JSON value as a spreadsheet reads it."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return value["amount"] / 10 ** exponent(value["currency"])
    unit = FIGURES[key].unit
    if unit == "seconds":
        return timedelta(seconds=value)
    if unit == "moment":
        return datetime.fromisoformat(value).replace(tzinfo=None)
    return date.fromisoformat(value) if unit == "date" else value


def _rounded(cell: object) -> object:
    """A spreadsheet keeps fifteen digits, and milliseconds."""
    if isinstance(cell, timedelta):
        return round(cell / timedelta(milliseconds=10))
    return round(cell, 9) if isinstance(cell, float) else cell
