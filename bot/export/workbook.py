"""A workbook with a sheet for each report: its tables side by side, so that their heads stay in sight.

Figures are numbers in the form of their unit, texts are texts whatever they begin with, and what a figure means is a
note on its head.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from bot.export.sheet import Sheet
from bot.reports.tables import Table

ABOUT = "about"
"""The first sheet: what was asked, and what the other sheets are."""


@dataclass(frozen=True, kw_only=True)
class Reported:
    """A report for its sheet: its name, what it is or why it has none, its tables."""

    name: str
    about: str
    tables: Sequence[Table] = ()


def workbook(asked: Mapping[str, str], reports: Iterable[Reported], language: str) -> bytes:
    """The file as XLSX; `asked` are the lines of the first sheet."""
    from xlsxwriter import Workbook  # noqa: PLC0415  # it takes 13 MB, and most bots never make a file

    told = list(reports)
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        _about(Sheet(book, ABOUT, language), asked, told)
        for report in told:
            if report.tables:
                Sheet(book, report.name, language).tables(report.tables)
    return file.getvalue()


def _about(sheet: Sheet, asked: Mapping[str, str], reports: Iterable[Reported]) -> None:
    lines = [*asked.items(), ("", ""), *((report.name, report.about) for report in reports)]
    sheet.lines(lines)
