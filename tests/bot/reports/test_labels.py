"""A marketer's name becomes one line, whatever it holds."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.labels import clip, one_line


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  Лид \n\t магнит ", "Лид магнит"),
        ("и\u0306", "й"),
        ("\u202eцена\u202c 100", "цена 100"),
        ("a\x00b\ufffe", "ab"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("\U0001fae8", "\U0001fae8"),
        ("\u200d", ""),
        ("ab\u200d ", "ab"),
    ],
)
def test_a_name_becomes_one_harmless_line(written: str, shown: str) -> None:
    assert one_line(written) == shown


@given(st.text())
def test_nothing_unseen_is_left_but_joiners(text: str) -> None:
    assert all(category(sign) not in {"Cc", "Cs"} for sign in one_line(text))
    assert len(one_line(text).splitlines()) <= 1


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_clipped_name_is_never_longer_than_allowed(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert len(clipped) <= limit
    assert clipped == one_line(text) or clipped.endswith("…")


def test_nothing_hangs_before_the_ellipsis() -> None:
    assert clip("вы забыли забрать подарок, он ждёт", 27) == "вы забыли забрать подарок…"
