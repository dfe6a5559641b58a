"""Which of several is worse than the others by more than chance: one that merely comes last is not named."""

from collections.abc import Mapping
from typing import Literal

from funnels.analytics.interval import USUAL, difference
from funnels.analytics.judgement import FEWEST


def worst(shares: Mapping[str, tuple[int, int]], worse: Literal["more", "less"]) -> str | None:
    """The one whose share (part, whole) differs most from that of all the others together; None: no one does.

    The interval of the difference is Newcombe's. Its confidence allows for the worst being picked out of so many
    (Bonferroni: the 5 % of being wrong are shared among them). One of which fewer than `FEWEST` are known is not
    judged, nor is one with a part above its whole, which days of the calendar may show.
    """
    judged = {key: share for key, share in shares.items() if share[1] >= FEWEST and share[0] <= share[1]}
    if not judged:
        return None
    confidence = 1 - (1 - USUAL) / len(judged)
    parts, wholes = (sum(column) for column in zip(*judged.values(), strict=True))
    found: dict[str, float] = {}
    for key, (part, whole) in judged.items():
        others = parts - part, wholes - whole
        apart = difference(others, (part, whole), confidence)
        beyond = apart.low if worse == "more" else -apart.high
        if beyond > 0:
            found[key] = beyond
    return max(found, key=found.__getitem__, default=None)
