"""One person cannot keep the bot busy for everybody: whoever writes or presses faster than anybody can is not heard.

Only words, files and presses are counted. Money, blocks and memberships are always heard, and so is `/stop`.
"""

from collections import deque
from datetime import datetime, timedelta
from enum import Enum, auto

import structlog

log = structlog.get_logger()

MOST = 60
"""Acts of one person in a WINDOW. People in a hurry come to about twenty."""

WINDOW = timedelta(minutes=1)
_MANY_PEOPLE = 100
"""How many are known before those who went quiet are forgotten; then twice as many as were left."""


class Heed(Enum):
    """What to do about an act."""

    YES = auto()
    TELL = auto()
    """It is the first one too many: the person is told."""
    NO = auto()


class Floods:
    """Counts acts by the moments they were done, so that a day's worth that comes at once after an outage is none."""

    def __init__(self) -> None:
        self._acts: dict[int, deque[datetime]] = {}
        self._told: set[int] = set()
        self._many = _MANY_PEOPLE

    def heed(self, person: int, at: datetime) -> Heed:
        """Whether this person's act of this moment (UTC) is heard."""
        acts = self._acts.get(person)
        if acts is None:
            self._forget_the_quiet(at)
            acts = self._acts[person] = deque()
        while acts and at - acts[0] >= WINDOW:
            acts.popleft()
        if len(acts) < MOST:
            acts.append(at)
            self._told.discard(person)
            return Heed.YES
        if person in self._told:
            return Heed.NO
        self._told.add(person)
        log.warning("a flood of one person's messages is not heard", subscriber=person)
        return Heed.TELL

    def _forget_the_quiet(self, at: datetime) -> None:
        if len(self._acts) >= self._many:
            self._acts = {person: acts for person, acts in self._acts.items() if acts and at - acts[-1] < WINDOW}
            self._many = max(_MANY_PEOPLE, 2 * len(self._acts))
            self._told &= self._acts.keys()
