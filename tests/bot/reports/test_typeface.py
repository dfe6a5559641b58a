"""Widths come from the fonts that draw, and every sign is drawn by one of them or left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.typeface import EMOJI_FAMILY, FONTS, LETTERS_FAMILY, Weight, drawable, faces, runs, width

ALPHABETS = (
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "іїєґўәғқңөұүһ",
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áéíóúñçßøåæœşğłżčěř",
    "0123456789 \N{NO-BREAK SPACE}.,:;!?()[]«»„“”’—–-+…%№·→<>&\"'/@#",
    "₽€$£₴₸",
)


@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("letters", ALPHABETS)
def test_letters_figures_and_currencies_are_in_the_fonts(letters: str, weight: Weight) -> None:
    assert [sign for sign in letters if sign not in faces(weight)[0].advances] == []


def test_emoji_of_everyday_are_in_the_fonts() -> None:
    emoji = faces(Weight.BOLD)[1]
    assert [sign for sign in "⭐🎁🔥🚀✅💰👋🎉💬📈🛒⏰❤" if sign not in emoji.advances] == []


def test_known_widths() -> None:
    assert width("", 100, Weight.BOLD) == 0
    assert width("Лид-магнит 1 234 567 →", 100, Weight.BOLD) == pytest.approx(1223.73, abs=0.01)
    assert width("Ж", 50, Weight.BOLD) == width("Ж", 100, Weight.BOLD) / 2


def test_bold_is_wider() -> None:
    assert width("Воронка", 40, Weight.BOLD) > width("Воронка", 40, Weight.MEDIUM)


def test_signs_without_a_font_are_left_out() -> None:
    assert drawable("Курс שלום 漢字 дня", Weight.BOLD) == "Курс дня"
    assert drawable("👍🏽 да", Weight.BOLD) == "👍 да"


def test_each_run_names_the_font_that_has_it() -> None:
    assert runs("Дар 🎁⭐ 1", Weight.BOLD) == [
        (LETTERS_FAMILY, "Дар "),
        (EMOJI_FAMILY, "🎁⭐"),
        (LETTERS_FAMILY, " 1"),
    ]


@given(st.text())
def test_what_is_drawable_stays_so_and_is_all_in_its_runs(text: str) -> None:
    shown = drawable(text, Weight.MEDIUM)
    assert drawable(shown, Weight.MEDIUM) == shown
    assert "".join(part for _, part in runs(shown, Weight.MEDIUM)) == shown
    families = dict(zip((LETTERS_FAMILY, EMOJI_FAMILY), faces(Weight.MEDIUM), strict=True))
    for family, part in runs(shown, Weight.MEDIUM):
        assert set(part) <= set(families[family].advances)


def test_every_font_has_its_licence_beside_it() -> None:
    families = {file.name.removesuffix(".ttf").split("-")[0] for file in FONTS.glob("*.ttf")}
    assert families == {"Inter", "NotoEmoji"}
    for family in families:
        assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / f"{family}-OFL.txt").read_text("utf-8")
