"""Jumps between the cards of a stage's own list pass by the left, the shorter the nearer; none over another."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reports.map_picture.ways import Routed

LANES = 3
"""So many pass each other side by side; the rest are told by their tags alone."""


@dataclass(frozen=True, kw_only=True)
class Jump:
    """From a way of one card to another card, by their numbers in the list; lane 0 is the nearest to the cards."""

    source: int
    way: int
    target: int
    lane: int


def jumps_of(cards: Sequence[Routed]) -> list[Jump]:
    """The jumps that are drawn."""
    numbers = {routed.card.key: number for number, routed in enumerate(cards)}
    found = [
        (source, way, numbers[led.target])
        for source, routed in enumerate(cards)
        for way, led in enumerate(routed.ways)
        if led.leads == "tag" and led.target in numbers
    ]
    jumps: list[Jump] = []
    for source, way, target in sorted(found, key=lambda jump: abs(jump[0] - jump[2])):
        taken = {jump.lane for jump in jumps if _meet((jump.source, jump.target), (source, target))}
        lane = next((lane for lane in range(LANES) if lane not in taken), None)
        if lane is not None:
            jumps.append(Jump(source=source, way=way, target=target, lane=lane))
    return jumps


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return min(one) <= max(other) and min(other) <= max(one)
