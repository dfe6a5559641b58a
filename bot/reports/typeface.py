"""How wide a text is and which bundled font draws each of its signs, read from the files that draw it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import groupby
from pathlib import Path

from bot.reports.font_file import advances

FONTS = Path(__file__).parent / "fonts"
EMOJI_FAMILY = "Noto Emoji"
LETTERS_FAMILY = "Inter"


HALF_CAPITAL = 0.364
"""How far, in ems, a line of capitals and digits must be lowered to be centred where it is placed."""


class Weight(IntEnum):
    """How heavy letters are, as CSS counts it."""

    MEDIUM = 500
    BOLD = 700


@dataclass(frozen=True, kw_only=True)
class Face:
    """One font file: the family it is asked for by, and the advance of each character, in ems."""

    family: str
    advances: Mapping[str, float]


LETTER_FILES = {Weight.MEDIUM: FONTS / "Inter-Medium.ttf", Weight.BOLD: FONTS / "Inter-Bold.ttf"}
EMOJI_FILE = FONTS / "NotoEmoji.ttf"


@cache
def faces(weight: Weight) -> tuple[Face, Face]:
    """Return the faces a text of this weight is drawn with, the first one preferred: letters, then emoji."""
    letters = Face(family=LETTERS_FAMILY, advances=advances(LETTER_FILES[weight]))
    return letters, Face(family=EMOJI_FAMILY, advances=advances(EMOJI_FILE))


def drawable(text: str, weight: Weight) -> str:
    """Return the text without the signs no bundled font has."""
    letters, emoji = faces(weight)
    kept = "".join(sign for sign in text if sign in letters.advances or sign in emoji.advances)
    return " ".join(part for part in kept.split(" ") if part)


def runs(text: str, weight: Weight) -> list[tuple[str, str]]:
    """Return the text cut into (family, part), each part drawn by one face."""
    letters, emoji = faces(weight)
    return [
        (family, "".join(signs))
        for family, signs in groupby(text, lambda sign: letters.family if sign in letters.advances else emoji.family)
    ]


def width(text: str, size: float, weight: Weight) -> float:
    """Return how far the text reaches at a font size, in the size's unit; kerning only makes it shorter."""
    letters, emoji = faces(weight)
    return size * sum(letters.advances.get(sign, emoji.advances.get(sign, 0.0)) for sign in text)
