"""The sheets of the workbook hold the figures that programs get as JSON: every table, row by row.

Steps are not counted by slices, and have no sheet then.
"""

import io
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.export.reading import read_workbook
from bot.reports.catalogue import REPORTS
from bot.reports.glossary import FIGURES
from bot.reports.report import Answer, Asked
from bot.reports.tables import as_json
from funnels.analytics.period import last_days
from funnels.definition.money import exponent
from tests.bot.reports.selling import good_month, shop


@pytest.mark.parametrize(
    ("asked_for", "silent"), [({"compare": True}, set()), ({"split": "source"}, {"steps"})], ids=["compared", "sliced"]
)
async def test_a_sheet_says_what_json_says(tmp_path: Path, asked_for: dict[str, Any], silent: set[str]) -> None:
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
