"""A picture becomes a PNG of its own size, with letters in it, the same every time."""

import struct

import pytest

from bot.reports.charts import to_png
from bot.reports.drawing import Drawing
from bot.reports.funnel_picture import WIDTH, funnel_svg

from .samples import NASTY_NAMES, chain


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def drawn(text: str) -> bytes:
    drawing = Drawing(width=200)
    drawing.text(text, x=10, y=60, size=48, fill="#000000")
    return to_png(drawing.svg(80))


@pytest.mark.parametrize("stages", [1, 4])
def test_a_png_has_the_size_of_its_picture(stages: int) -> None:
    svg = funnel_svg(chain(*range(100, 99 - stages, -1)), "ru", "light")
    wide, high = size_of(to_png(svg))
    assert f'width="{wide}" height="{high}"' in svg


def test_a_funnel_of_twelve_keeps_telegrams_limits_for_a_photo() -> None:
    wide, high = size_of(to_png(funnel_svg(chain(*range(1200, -1, -100)), "en", "light")))
    assert wide + high <= 10_000
    assert high / wide <= 20


@pytest.mark.parametrize(("stages", "narrowest"), [(0, WIDTH), (2, 860), (4, 700), (6, 700), (12, 700)])
def test_a_longer_picture_has_not_many_more_pixels_and_can_still_be_read(stages: int, narrowest: int) -> None:
    wide, high = size_of(to_png(funnel_svg(chain(*range(5000, 4999 - stages, -1)), "ru", "light")))
    assert narrowest <= wide <= WIDTH
    assert wide * high < 800_000 or wide == 700


@pytest.mark.parametrize("name", NASTY_NAMES)
def test_every_name_can_be_drawn(name: str) -> None:
    assert size_of(to_png(funnel_svg(chain(5, title=name), "ru", "light")))[0] == WIDTH


@pytest.mark.parametrize("sign", ["Ж", "z", "7", "₽", "%", "🎁", "⭐"])
def test_letters_and_emoji_leave_ink(sign: str) -> None:
    assert drawn(sign) != drawn(" ")


def test_letters_differ_from_one_another() -> None:
    assert len({drawn(sign) for sign in "ЖШя🎁🚀⭐"}) == 6


def test_the_same_picture_is_the_same_bytes() -> None:
    svg = funnel_svg(chain(10, 5), "ru", "light")
    assert to_png(svg) == to_png(svg)


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match=r".+"):
        to_png("<p>not a picture</p>")
