"""Sheets that cannot be read: each mistake with its line, in both languages, and nothing is taken."""

from datetime import date
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.spend.complaint import SpendError
from bot.spend.grid import MOST_BYTES, MOST_ROWS, MOST_UNPACKED
from bot.spend.sheet import read_sheet
from bot.spend.spend import Caption, known_sources

from .workbook import workbook

TODAY = date(2026, 4, 1)
HEAD = "day;source;spend;currency;clicks\n"


def complaints(content: bytes | str, language: str = "en") -> list[str]:
    data = content.encode() if isinstance(content, str) else content
    with pytest.raises(SpendError) as error:
        read_sheet(data, Caption(), known_sources([]), TODAY)
    return [one.shown(language, "f.csv") for one in error.value.complaints]


BROKEN = {
    "2026-03-01;a;-5;RUB;1": "f.csv:2: spend: “-5” is less than zero",
    "2026-03-01;a;5;RUB;-1": "f.csv:2: clicks: “-1” is less than zero",
    "2026-02-30;a;5;RUB;1": "f.csv:2: “2026-02-30” is no day: write it as 2026-03-01 or 01.03.2026",
    "soon;a;5;RUB;1": "f.csv:2: “soon” is no day: write it as 2026-03-01 or 01.03.2026",
    "1 foo 2026;a;5;RUB;1": "f.csv:2: “1 foo 2026” is no day: write it as 2026-03-01 or 01.03.2026",
    "03/04/2026;a;5;RUB;1": "f.csv:2: “03/04/2026” can be read in two ways, month or day first: write it as 2026-03-01",
    "1970-01-01;a;5;RUB;1": "f.csv:2: 1970-01-01 cannot be a day of spend",
    "2062-03-01;a;5;RUB;1": "f.csv:2: 2062-03-01 cannot be a day of spend",
    "2026-03-01;;5;RUB;1": "f.csv:2: the source is missing",
    "2026-03-01;a;five;RUB;1": "f.csv:2: spend: “five” is no number",
    "2026-03-01;a;1.2.3,4,5;RUB;1": "f.csv:2: spend: “1.2.3,4,5” is no number",
    "2026-03-01;a;5;RUB;1.5.2": "f.csv:2: clicks: “1.5.2” is no number",
    "2026-03-01;a;1,234;RUB;1": "f.csv:2: spend: “1,234” can be read in two ways, with thousands or decimals: "
    "leave thousands unseparated",
    "2026-03-01;a;99999999999999;RUB;1": "f.csv:2: “99999999999999” is too much",
    "2026-03-01;a;5;TON;1": "f.csv:2: there is no currency “TON”: use a code such as RUB, EUR, USD",
    "2026-03-01;a;$5;RUB;1": "f.csv:2: two currencies in one line: RUB and USD",
    "2026-03-01;a;5;;1": "f.csv:2: the currency is missing: add a column `currency`, write it into the heading "
    "(`spend, RUB`) or into the caption: /spend RUB",
}


@pytest.mark.parametrize("line", BROKEN)
def test_a_line_that_is_wrong_is_named(line: str) -> None:
    assert complaints(f"{HEAD}{line}\n") == [BROKEN[line]]
    (russian,) = complaints(f"{HEAD}{line}\n", "ru")
    assert russian.startswith("f.csv:2: ")


def test_every_mistake_is_told_with_the_line_of_the_file() -> None:
    broken = "Отчёт за март\n\n" + HEAD + '2026-03-01;"a\nb";5;RUB;1\nx;a;-5;RUB;\n;a;5;RUB;1\n2026-03-02;;5;RUB;1\n'
    assert complaints(broken, "ru") == [
        "f.csv:6: «x» — не дата: нужно как 2026-03-01 или 01.03.2026",
        "f.csv:6: spend: «-5» меньше нуля",
        "f.csv:7: «» — не дата: нужно как 2026-03-01 или 01.03.2026",
        "f.csv:8: не указан источник",
    ]


def test_the_currency_is_asked_for_once() -> None:
    assert len(complaints("day;source;spend\n2026-03-01;a;5\n2026-03-01;b;6\n")) == 1


def test_columns_that_are_missing_are_asked_for() -> None:
    assert complaints("day;clicks;impressions\n2026-03-01;1;2\n") == [
        "f.csv:1: no column tells the source: add `source`, or name it in the caption: /spend vk-march",
        "f.csv:1: no column tells the spend: add `spend`",
    ]
    assert complaints("source;spend\na;5\n", "ru") == [
        "f.csv:1: нет столбца с днём: добавьте «дата» (в кабинете — отчёт по дням)",
    ]


def test_days_that_end_before_they_begin() -> None:
    text = "start date,end date,source,spend\n2026-03-05,2026-03-01,a,5\n2024-03-05,2026-03-01,a,5\n"
    assert complaints(text.replace("spend", '"spend, RUB"')) == [
        "f.csv:2: from 2026-03-05 to 2026-03-01: it ends before it begins, or is longer than a year",
        "f.csv:3: from 2024-03-05 to 2026-03-01: it ends before it begins, or is longer than a year",
    ]


@pytest.mark.parametrize("content", ["", "hello", "a;b\n1;2\n", "{}", "день\nодин\n", "день;что\nодин;два\n"])
def test_text_that_is_no_sheet(content: str) -> None:
    assert complaints(content) == ["there is no line of headings: the columns `day`, `source` and `spend` are needed"]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0 nothing", b"\x89PNG\r\n\0\0", b"\xff\xfea"]
)
def test_files_of_another_kind(content: bytes) -> None:
    assert complaints(content) == ["this is no sheet: send CSV or XLSX without a password"]


def test_nothing_was_spent() -> None:
    assert complaints(HEAD) == ["there is no spend in it"]
    assert complaints(HEAD + "2026-03-01;a;0;RUB;0\n") == ["there is no spend in it"]
    assert complaints(workbook()) == ["there is no spend in it"]


def test_sheets_that_are_too_large() -> None:
    assert complaints(b" " * (MOST_BYTES + 1))[0].startswith("the file is larger than 5 MB")
    assert complaints(HEAD + "2026-03-01;a;1;RUB;0\n" * (MOST_ROWS + 1)) == [
        "there are more than 100000 rows: send it in parts"
    ]
    assert complaints(workbook(("day", "source"), *[("x", "y")] * MOST_ROWS)) == [
        "there are more than 100000 rows: send it in parts"
    ]


def test_a_sheet_that_unpacks_to_very_much_is_not_unpacked() -> None:
    content = BytesIO(workbook(("day", "source", "spend"), (date(2026, 3, 1), "a", 5)))
    with ZipFile(content, "a", ZIP_DEFLATED) as packed, packed.open("more.xml", "w") as part:
        for _ in range(MOST_UNPACKED // 1_000_000):
            part.write(bytes(1_000_000))
    assert len(content.getvalue()) < MOST_BYTES
    assert complaints(content.getvalue())[0].startswith("the file is larger than 5 MB")


def test_only_a_person_knows_which_spend_is_meant() -> None:
    text = "day;source;Расход с НДС, ₽;Расход без НДС, ₽\n2026-03-01;a;120;100\n"
    assert complaints(text, "ru") == [
        "f.csv:1: несколько столбцов с расходом, оставьте один: «Расход с НДС, ₽», «Расход без НДС, ₽»"
    ]


def test_a_damaged_workbook_is_told_and_harms_nothing() -> None:
    whole = workbook(("day", "source", "spend"), (date(2026, 3, 1), "a", 5))
    chance = Random(7)
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(5):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        assert complaints(bytes(damaged))
