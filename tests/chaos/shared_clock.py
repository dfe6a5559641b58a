"""One clock of two processes, which stands until it is moved: eight bytes of a file that both have in memory."""

import mmap
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from storage.types import EPOCH, micros, moment

_BYTES = 8


class SharedClock(Clock):
    """Whoever opens the same file sees the same moment."""

    def __init__(self, file: Path, begin: datetime | None = None) -> None:
        """The file is made where the moment to `begin` at is given."""
        if begin is not None:
            file.write_bytes(micros(begin).to_bytes(_BYTES, "little"))
        with file.open("r+b") as opened:
            self._kept = mmap.mmap(opened.fileno(), _BYTES)

    def now(self) -> datetime:
        """The moment it was moved to last."""
        return moment(int.from_bytes(self._kept[:_BYTES], "little")) or EPOCH

    def move_to(self, later: datetime) -> None:
        """Make it this moment in all processes; it never goes back."""
        if later > self.now():
            self._kept[:_BYTES] = micros(later).to_bytes(_BYTES, "little")
