"""The CSV files as a program reads them back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.export.facts import FORMULAS, harmless


@pytest.mark.parametrize("text", ["=1+1", "+7 900", "-5", "@name", "\tx", '=HYPERLINK("http://x")'])
def test_what_a_spreadsheet_would_compute_is_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@given(st.text())
def test_a_text_is_never_a_formula_and_never_lost(text: str) -> None:
    said = harmless(text)
    assert not said.startswith(FORMULAS)
    assert said.endswith(text)


@pytest.mark.parametrize("text", ["", "vk-march", "a=b", "1+1", "Анна"])
def test_other_texts_are_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_the_files_are_read_back_by_any_csv_reader() -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([harmless('=a,"b"\n')])
    assert next(csv.reader(io.StringIO(out.getvalue()))) == ['\'=a,"b"\n']
