"""What journeys add to a rollup in each of their cells, and take back from those they have left."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from storage.rollups.facts import Counted, JourneyFacts

M = TypeVar("M")

WHOLE = "="
"""The cell every journey is in."""


class Walks(NamedTuple):
    """Journeys that are counted together: of a funnel, first or later ones, of one value of a slice."""

    funnel: str
    again: bool
    slice: str
    value: str


def by_cell(counted: Iterable[Counted], marks: Callable[[JourneyFacts], set[M]]) -> Iterator[tuple[Walks, M, int]]:
    """How many more, or fewer, there are of each thing that a journey adds one to: its `marks`."""
    changed: defaultdict[tuple[str, bool, str], Counter[int]] = defaultdict(Counter)
    numbers: dict[M, int] = {}
    """Marks by number: a million journeys in a dozen cells each count the same ones again and again."""
    nothing: set[int] = set()
    for before, after in counted:
        was, is_ = (
            {numbers.setdefault(mark, len(numbers)) for mark in marks(facts)} if facts else nothing
            for facts in (before, after)
        )
        were_in, are_in = {WHOLE, *before.cells} if before else set(), {WHOLE, *after.cells}
        for cells, gone, come in (
            (were_in & are_in, was - is_, is_ - was),
            (were_in - are_in, was, nothing),
            (are_in - were_in, nothing, is_),
        ):
            if not (gone or come):
                continue
            for cell in cells:
                sums = changed[after.funnel, after.again, cell]
                sums.update(come)
                if gone:
                    sums.subtract(gone)
    numbered = list(numbers)
    for (funnel, again, cell), sums in changed.items():
        slice_, _, value = cell.partition("=")
        walks = Walks(funnel, again, slice_, value)
        for number, times in sums.items():
            yield walks, numbered[number], times
