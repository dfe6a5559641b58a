"""Names are cut to their room, numbers are made smaller, nothing leaves it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.fitting import fit, fit_lines, shrink
from bot.reports.typeface import Weight, width

BOLD = Weight.BOLD
TEXT = st.text(alphabet="абвШЩЖ iW🎁,", max_size=60).map(lambda text: " ".join(text.split()))
ROOM = st.floats(min_value=60, max_value=900)


def test_a_name_that_fits_is_left_alone() -> None:
    assert fit("Апсейл", 40, BOLD, 900) == "Апсейл"


def test_a_long_name_ends_with_an_ellipsis_without_a_hanging_comma() -> None:
    room = width("Скидка, купон", 40, BOLD)
    assert fit("Скидка, купоны и подарки", 40, BOLD, room) == "Скидка, куп…"
    assert fit("Скидка, купоны", 40, BOLD, width("Скидка, …", 40, BOLD)) == "Скидка…"


@given(TEXT, ROOM)
def test_a_fitted_name_is_the_longest_that_fits(text: str, room: float) -> None:
    fitted = fit(text, 40, BOLD, room)
    assert width(fitted, 40, BOLD) <= room
    if fitted != text:
        assert fitted.endswith("…")
        longer = text[: len(fitted)] + "…"
        assert width(longer, 40, BOLD) > room or longer[-2] in " ,"


@given(TEXT, ROOM, st.integers(1, 4))
def test_lines_keep_their_room_and_their_number(text: str, room: float, lines: int) -> None:
    broken = fit_lines(text, 40, BOLD, room, lines)
    assert 1 <= len(broken) <= lines
    assert all(width(line, 40, BOLD) <= room for line in broken)
    if not any(line.endswith("…") for line in broken):
        assert " ".join(broken) == text


def test_a_title_breaks_between_words() -> None:
    room = width("Осенний запуск", 60, BOLD)
    assert fit_lines("Осенний запуск курса", 60, BOLD, room, 2) == ["Осенний запуск", "курса"]


@given(st.integers(0, 10**15), ROOM)
def test_a_number_is_never_cut_and_always_fits(number: int, room: float) -> None:
    size = shrink(str(number), 48, BOLD, room)
    assert size <= 48
    assert width(str(number), size, BOLD) <= room * 1.000001


def test_a_number_that_fits_keeps_its_size() -> None:
    assert shrink("7", 48, BOLD, 100) == pytest.approx(48)
