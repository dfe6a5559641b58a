"""Every kind of step has its colour, sign and word, and text in a colour can be read on what lies under it."""

from typing import get_args

import pytest

from bot.reports.map_picture.face import SIGNS
from bot.reports.typeface import Weight, drawable
from funnels.map.colours import COLOURS, FRAME, INK, PAPER, QUIET
from funnels.map.words import say
from funnels.steps import VERBS
from funnels.steps.base import Kind

KINDS = get_args(Kind)
READABLE = 4.5
"""The contrast WCAG 2.2 asks of text (criterion 1.4.3)."""


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_can_be_told_and_read(kind: Kind) -> None:
    colour = COLOURS[kind]
    assert contrast(colour.ink, colour.ground) >= READABLE
    assert contrast(colour.ink, PAPER) >= READABLE
    assert contrast(INK, colour.ground) >= READABLE
    assert drawable(SIGNS[kind], Weight.MEDIUM) == SIGNS[kind]
    assert all(say(kind, language) for language in ("ru", "en"))


@pytest.mark.parametrize("ground", [PAPER, FRAME])
def test_quiet_text_can_be_read(ground: str) -> None:
    assert contrast(QUIET, ground) >= READABLE


def test_kinds_differ_in_colour_and_sign() -> None:
    assert len({colour.ink for colour in COLOURS.values()}) == len(set(SIGNS.values())) == len(KINDS)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_has_a_kind(verb: str) -> None:
    assert VERBS[verb].kind in KINDS
