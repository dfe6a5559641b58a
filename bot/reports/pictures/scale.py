"""Where an axis ends: at a number that people count in."""

from math import floor, log10

_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def round_up(share: float) -> float:
    """The next round share: 0.15 for 0.13; at most 1, and 0.01 where there is nothing to show."""
    if share <= 0:
        return 0.01
    size: float = 10.0 ** floor(log10(share))
    return min(next((step * size for step in _STEPS if step * size >= share), 10 * size), 1.0)
