"""Whatever owners send as their spend, as a file or in words, is understood or told to be wrong."""

from contextlib import suppress
from datetime import date

import pytest

from bot.spend.complaint import SpendError
from bot.spend.message import read_caption, read_message
from bot.spend.sheet import read_sheet
from bot.spend.spend import Caption, known_sources
from tests.bot.spend.workbook import workbook

from .odd import WORDS, a_number, a_word
from .rounds import Chance, rounds

TODAY = date(2026, 4, 1)
SOURCES = known_sources(["vk"])
CELLS = ("2026-03-01", "vk", "5", "RUB", "1 234,56", "05.03.2026", "01.03.2026 - 05.03.2026", "12%", "-", "=1+1")
HEADS = ("day", "source", "spend", "currency", "clicks", "Дата", "Расход, ₽", "start date", "end date", "Кампания")


def _cell(chance: Chance) -> str:
    return chance.choice(CELLS) if chance.random() < 0.7 else a_word(chance)


def _csv(chance: Chance) -> bytes:
    separator, quote = chance.choice(";,\t|"), chance.choice(("", '"'))
    rows = [[chance.choice(HEADS) for _ in range(5)], *([_cell(chance) for _ in range(5)] for _ in range(6))]
    text = "\n".join(separator.join(f"{quote}{cell}{quote}" for cell in row) for row in rows)
    content = text.encode(chance.choice(("utf-8", "utf-16", "cp1251")), errors="replace")
    return content[: chance.randrange(len(content))] if chance.random() < 0.3 else content


def _book(chance: Chance) -> bytes:
    safe = [cell.replace("\0", "").encode(errors="replace").decode() for cell in (_cell(chance), _cell(chance))]
    content = workbook(HEADS[:3], (date(2026, 3, 1), safe[0], float(a_number(chance))), (*safe, 5))
    return content[: chance.randrange(len(content))] if chance.random() < 0.5 else content


@pytest.mark.parametrize("made", [_csv, _book])
def test_files(made: object) -> None:
    assert callable(made)
    for chance in rounds(150):
        with suppress(SpendError):
            assert read_sheet(made(chance), Caption(), SOURCES, TODAY).rows


def test_words() -> None:
    for chance in rounds(300):
        said = " ".join(chance.choice((*CELLS, *WORDS)) for _ in range(chance.randrange(5)))
        with suppress(SpendError):
            assert read_message(said, SOURCES, TODAY).rows
        with suppress(SpendError):
            assert read_caption(said) is not None
