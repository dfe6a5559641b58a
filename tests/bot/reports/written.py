"""What a picture says, read back from its SVG with the boxes the letters take."""

from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from bot.reports.typeface import Weight, width

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 0.5


@dataclass(frozen=True, kw_only=True)
class Written:
    """One text of the picture and the box its letters take."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float

    def meets(self, other: "Written") -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > SLACK and down > SLACK


def texts(svg: str) -> list[Written]:
    found = []
    for node in ET.fromstring(svg).iter(f"{SVG}text"):
        text = "".join(node.itertext())
        x, y, size = (float(node.attrib[name]) for name in ("x", "y", "font-size"))
        wide = width(text, size, Weight(int(node.attrib["font-weight"])))
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[node.attrib["text-anchor"]]
        found.append(
            Written(
                text=text.replace("\N{NO-BREAK SPACE}", " "),
                left=left,
                right=left + wide,
                top=y - 0.75 * size,
                bottom=y + 0.22 * size,
                size=size,
            )
        )
    return found


def words(svg: str) -> list[str]:
    return [written.text for written in texts(svg)]


def assert_nothing_collides(svg: str) -> None:
    """No text meets another, or leaves the picture."""
    _, _, right, height = map(float, ET.fromstring(svg).attrib["viewBox"].split())
    written = texts(svg)
    for text in written:
        assert text.left >= 0, text
        assert text.right <= right, text
        assert text.top >= 0, text
        assert text.bottom <= height, text
    for one, other in combinations(written, 2):
        assert not one.meets(other), (one, other)
