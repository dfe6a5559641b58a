"""How long a fuzzer goes on: a few rounds that are always the same, or `FUZZ_SECONDS` of rounds never played before.

A failure shows the number of its round: `FUZZ_SEED` plays that one again.
"""

import os
import time
from collections.abc import Iterator
from random import Random

SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))
SEED = os.environ.get("FUZZ_SEED")


class Chance(Random):
    """The chance of one round; `number` is what it follows from."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def rounds(usual: int) -> Iterator[Chance]:
    """The chance of each round."""
    if SEED is not None:
        yield Chance(int(SEED))
    elif SECONDS:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            yield Chance(time.time_ns())
    else:
        yield from map(Chance, range(usual))
