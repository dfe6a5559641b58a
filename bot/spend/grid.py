"""Files of ad cabinets become rows of cells: CSV of any separator and encoding they use, or the first sheet of XLSX."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from bot.spend.complaint import wrong

Cell = str | int | float | bool | date | datetime | time | timedelta

MOST_BYTES = 5_000_000
MOST_UNPACKED = 100_000_000
MOST_ROWS = 100_000

SEPARATORS = ";\t,|"

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of cells, and the line of the file it stands on, from 1."""

    number: int
    cells: tuple[Cell, ...]


Grid = tuple[Line, ...]


def grids(content: bytes) -> Iterator[Grid]:
    """Every way to read a file as rows that hold something: text once for each separator that is in it.

    Raises:
        SpendError: it is too large, or neither text nor a sheet.
    """
    if len(content) > MOST_BYTES:
        raise wrong("too_large", most=MOST_BYTES // 1_000_000)
    if content.startswith((_ZIP, _OLD_EXCEL)):
        yield _sheet(content)
        return
    text = _text(content)
    for separator in SEPARATORS:
        if separator in text:
            yield _csv(text, separator)


def _text(content: bytes) -> str:
    """Text by its byte order mark, else UTF-8, else the Windows encoding that Russian Excel writes."""
    encoding = "utf-16" if content.startswith(_UTF_16) else "utf-8-sig" if _is_utf_8(content) else "cp1251"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise wrong("not_a_sheet") from None
    if "\0" in text:
        raise wrong("not_a_sheet")
    return text


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _csv(text: str, separator: str) -> Grid:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    lines, begins = list[Line](), 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(Line(number=begins, cells=tuple(cells)))
            begins = reader.line_num + 1
            if len(lines) > MOST_ROWS:
                raise wrong("too_many_rows", most=MOST_ROWS)
    except csv.Error:
        return ()
    return tuple(lines)


def _sheet(content: bytes) -> Grid:
    """The first sheet that holds anything."""
    try:
        if content.startswith(_ZIP):
            with ZipFile(BytesIO(content)) as packed:
                unpacked = sum(part.file_size for part in packed.infolist())
            if unpacked > MOST_UNPACKED:
                raise wrong("too_large", most=MOST_BYTES // 1_000_000)
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                top = sheet.start[0] + 1 if sheet.start else 1
                rows = sheet.to_python(skip_empty_area=True)
                if len(rows) > MOST_ROWS:
                    raise wrong("too_many_rows", most=MOST_ROWS)
                lines = [Line(number=top + place, cells=tuple(cells)) for place, cells in enumerate(rows)]
                if found := tuple(line for line in lines if any(cell != "" for cell in line.cells)):
                    return found
    except (CalamineError, BadZipFile, OSError):
        raise wrong("not_a_sheet") from None
    raise wrong("empty")
