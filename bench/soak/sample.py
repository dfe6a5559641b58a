"""What the bot's process holds at a moment: read from the kernel, its database file and its own `/health`."""

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientError, ClientSession, ClientTimeout

_MEBI = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One second of the bot's life."""

    at: float
    """Seconds since the beginning."""
    memory: float
    """MiB in RAM."""
    handles: int
    """Open file descriptors: files, sockets, pipes."""
    threads: int
    waiting: int
    """Messages that are not finished."""
    database: float
    """MiB of the database with its log."""
    health: float
    """Milliseconds until `/health` has answered: how long its event loop lets others wait."""
    sent: int
    """Messages that arrived in this second."""
    lags: tuple[float, ...]
    """Milliseconds from each act of a prospect that was answered in this second to the answer."""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """The bot's process and its database."""

    pid: int
    database: Path
    url: str

    async def sample(self, session: ClientSession, *, at: float, sent: int, lags: tuple[float, ...]) -> Sample:
        """What it holds now; raises OSError when the process is gone."""
        status = self._status()
        return Sample(
            at=at,
            memory=int(status["VmRSS"].split()[0]) / 1024,
            handles=self._handles(),
            threads=int(status["Threads"]),
            waiting=self._waiting(),
            database=sum(file.stat().st_size for file in self.database.parent.glob(f"{self.database.name}*")) / _MEBI,
            health=await self._health(session),
            sent=sent,
            lags=lags,
        )

    def _status(self) -> dict[str, str]:
        told = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return {name: value for name, _, value in (line.partition(":") for line in told.splitlines())}

    def _handles(self) -> int:
        return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))

    def _waiting(self) -> int:
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=5)) as connection:
            ((count,),) = connection.execute("SELECT count(*) FROM outbox WHERE finished_at IS NULL")
        return int(count)

    async def _health(self, session: ClientSession) -> float:
        begun = time.perf_counter()
        try:
            async with session.get(f"{self.url}/health", timeout=ClientTimeout(total=10)) as answer:
                await answer.read()
        except (ClientError, TimeoutError):
            pass
        return (time.perf_counter() - begun) * 1000
