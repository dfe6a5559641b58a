"""A text never leaves its room: names are cut with an ellipsis, numbers are set smaller and never cut."""

from bot.reports.labels import ELLIPSIS, HANGING
from bot.reports.typeface import Weight, width


def fit(text: str, size: float, weight: Weight, room: float) -> str:
    """Return the longest beginning of the text that fits the room together with its ellipsis."""
    if width(text, size, weight) <= room:
        return text
    for end in range(len(text) - 1, 0, -1):
        shorter = text[:end].rstrip(HANGING) + ELLIPSIS
        if width(shorter, size, weight) <= room:
            return shorter
    return ELLIPSIS


def fit_lines(text: str, size: float, weight: Weight, room: float, lines: int) -> list[str]:
    """Return the text in at most so many lines, broken between words; the last one takes the ellipsis."""
    words = text.split(" ")
    broken: list[str] = []
    while words and len(broken) < lines - 1:
        taken = 1
        while taken < len(words) and width(" ".join(words[: taken + 1]), size, weight) <= room:
            taken += 1
        broken.append(fit(" ".join(words[:taken]), size, weight, room))
        words = words[taken:]
    return [*broken, fit(" ".join(words), size, weight, room)] if words else broken


def shrink(text: str, size: float, weight: Weight, room: float) -> float:
    """Return the font size, at most `size`, at which the whole text fits the room."""
    wide = width(text, size, weight)
    return size if wide <= room else size * room / wide
