"""The card of a link: its code stands in quiet, on whole pixels, and long names stay on it."""

import re
import struct

import pytest

from bot.links.card import WIDTH, card_svg
from bot.reports.charts import to_png

URL = "https://t.me/voronka_bot?start=book__"


@pytest.mark.parametrize("name", ["a", "n" * 58])
def test_the_code_has_its_quiet_zone(name: str) -> None:
    squares = [tuple(map(int, square)) for square in re.findall(r"M(\d+) (\d+)h(\d+)v", card_svg(URL + name, name))]
    (module,) = {size for _, _, size in squares}
    left, right = min(x for x, _, _ in squares), max(x for x, _, _ in squares) + module
    assert left >= 4 * module
    assert WIDTH - right >= 4 * module
    assert (right - left) % module == 0
    assert (right - left) // module % 4 == 1  # ISO/IEC 18004: a code has 17 modules and 4 for each version
    assert right - left > WIDTH // 2


def test_the_card_says_the_link_and_the_name_as_text() -> None:
    svg = card_svg(URL + "vk", "Посев <b> «Море» 🎉")
    assert ">t.me/voronka_bot?start=book__vk<" in svg
    assert "Посев &lt;b&gt; «Море»" in svg
    png = to_png(svg)
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) > (WIDTH - 1, WIDTH // 2)
    assert to_png(card_svg(URL + "n" * 58, "w" * 300))
