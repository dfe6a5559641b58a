"""The workbook as a spreadsheet reads it: a sheet a report, numbers as numbers, and no name is a formula."""

import zipfile
from datetime import date, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook

from bot.export.workbook import Reported, workbook
from bot.reports.tables import Table
from funnels.definition.money import Money

TITLE = {"ru": "Этапы", "en": "Stages"}
STAGES = Table(
    key="stages",
    title=TITLE,
    columns=("stage", "reached", "conversion", "median_seconds"),
    rows=[("=1+1", 1000, 0.52, 90_000.0), ("+7 900", 0, None, None)],
)
STEPS = Table(key="steps", title={"ru": "Шаги", "en": "Steps"}, columns=("step", "sent"), rows=[("@step", 3)])


def written(folder: Path, *tables: Table, language: str = "en") -> Path:
    file = folder / "book.xlsx"
    reports = [Reported(name="stats", about="conversion", tables=tables)]
    file.write_bytes(workbook({"Funnel": "-walk"}, reports, language))
    return file


def sheet(file: Path, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(file)).get_sheet_by_name(name).to_python()


def part(file: Path, name: str) -> str:
    with zipfile.ZipFile(file) as packed:
        return packed.read(name).decode()


def test_tables_stand_side_by_side_under_their_heads(tmp_path: Path) -> None:
    rows = sheet(written(tmp_path, STAGES, STEPS), "stats")
    assert rows == [
        ["Stages", "", "", "", "", "Steps", ""],
        ["stage", "reached", "conversion", "median", "", "step", "sent"],
        ["=1+1", 1000, 0.52, timedelta(seconds=90_000), "", "@step", 3],
        ["+7 900", 0, "", "", "", "", ""],
    ]


def test_the_first_sheet_says_what_was_asked(tmp_path: Path) -> None:
    file = written(tmp_path, STAGES)
    assert CalamineWorkbook.from_path(str(file)).sheet_names == ["about", "stats"]
    assert sheet(file, "about") == [["Funnel", "-walk"], ["", ""], ["stats", "conversion"]]


def test_no_text_is_a_formula(tmp_path: Path) -> None:
    file = written(tmp_path, STAGES, STEPS)
    with zipfile.ZipFile(file) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 2
    assert not any("<f>" in text for text in sheets)


def test_heads_stay_in_sight_and_tell_what_they_mean(tmp_path: Path) -> None:
    file = written(tmp_path, STAGES, language="ru")
    text = part(file, "xl/worksheets/sheet2.xml")
    assert '<pane ySplit="2"' in text
    assert "<autoFilter" in text
    assert "Прошли / вошли." in part(file, "xl/comments1.xml")
    assert sheet(file, "stats")[1] == ["этап", "вошли", "конверсия", "медиана"]


def test_a_report_without_tables_has_no_sheet(tmp_path: Path) -> None:
    assert CalamineWorkbook.from_path(str(written(tmp_path))).sheet_names == ["about"]


def test_a_table_without_rows_has_its_head(tmp_path: Path) -> None:
    empty = Table(key="steps", title=STEPS.title, columns=STEPS.columns, rows=[])
    assert sheet(written(tmp_path, empty), "stats") == [["Steps", ""], ["step", "sent"]]


def test_money_is_a_number_in_its_currency_and_a_day_a_day(tmp_path: Path) -> None:
    money = [Money(amount=490_050, currency="RUB"), Money(amount=99, currency="XTR"), date(2026, 3, 1)]
    table = Table(key="sold", title=TITLE, columns=("title",), rows=[(value,) for value in money])
    file = written(tmp_path, table)
    assert sheet(file, "stats")[2:] == [[4900.5], [99], [date(2026, 3, 1)]]
    forms = part(file, "xl/styles.xml")
    assert "#,##0.00 &quot;RUB&quot;" in forms
    assert "#,##0 &quot;⭐&quot;" in forms
