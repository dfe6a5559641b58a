"""Which of a person's arrivals is credited with an order: the first, the last before it, or all alike.

The first is the source the journey started with, which is kept with it. The sources of all arrivals before an order are
kept with the order, so the others can be asked for at any time. Arrivals after it have brought nothing to it, and one
without a source names none: whoever has no touch with a source came by themselves, which is a source of its own.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, get_args

Model = Literal["first", "last", "linear"]
"""`first`: the source the journey started with; `last`: the last touch at or before the order; `linear`: an equal part
to each touch up to it."""

MODELS: tuple[Model, ...] = get_args(Model)

NO_SOURCE = ""
"""The source of whoever came by themselves."""


def credited(model: Model, started_with: str, touches: Sequence[str]) -> tuple[str, ...]:
    """The sources an order is credited to, in the order of the touches, each an equal part of it.

    A source that was touched twice stands there twice and has two parts.

    Args:
        model: which of the touches count.
        started_with: the source of the journey it belongs to; empty: it had none, or there is no journey.
        touches: the sources of the arrivals before it, the first first.
    """
    if model == "first":
        return (started_with,)
    if not touches:
        return (NO_SOURCE,)
    return tuple(touches[-1:] if model == "last" else touches)


def parts(whole: int, weights: Sequence[Fraction | int]) -> list[int]:
    """Divide a whole number by weights into whole numbers that sum to it exactly.

    By the largest remainder (Hamilton's method): each gets its quota rounded towards zero, what is left goes one by
    one to those whose quota lost most, of equals to the first. A part differs from its quota by less than one. Money
    that went back (below zero) is divided as the same money that came.

    Raises:
        ValueError: there are no weights, one is below zero, or all are zero.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError(f"nothing can be divided by the weights {list(weights)}")
    sign, size = (-1 if whole < 0 else 1), abs(whole)
    quotas = [Fraction(size) * weight / total for weight in weights]
    floors = [int(quota) for quota in quotas]
    by_loss = sorted(range(len(quotas)), key=lambda place: floors[place] - quotas[place])
    for place in by_loss[: size - sum(floors)]:
        floors[place] += 1
    return [sign * part for part in floors]


def campaign_of(source: str) -> str:
    """What stands behind the first `-`: `vk-march` and `tg-march` are both of `march`; empty: it names none."""
    return source.partition("-")[2]


def equal_parts(whole: int, count: int) -> list[int]:
    """Divide a whole number into `count` whole numbers that sum to it exactly and differ by one at most."""
    return parts(whole, [1] * count)
