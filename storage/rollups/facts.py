"""What is known of one journey, as the rollups count it."""

from typing import NamedTuple

from storage.rollups.taken import NONE, Taken


class Passage(NamedTuple):
    """One stage of a journey; moments are `micros`, None: it has not happened."""

    reached: int
    passed: int | None = None
    left: int | None = None

    @property
    def lost(self) -> int | None:
        """When the journey left it for good so far, without its goal."""
        return self.left if self.passed is None else None


class JourneyFacts(NamedTuple):
    """A journey with its stages."""

    funnel: str
    again: bool
    """Whether the person had walked through this funnel before."""
    started: int
    sales: frozenset[str]
    """Which stages of its script are sales."""
    cells: tuple[str, ...]
    """As `storage.slices` has them."""
    passages: dict[str, Passage]
    taken: Taken = NONE


class Counted(NamedTuple):
    """A journey before and after something happened to it; one that has just begun was nothing before."""

    before: JourneyFacts | None
    after: JourneyFacts
