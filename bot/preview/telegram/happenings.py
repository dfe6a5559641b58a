"""What happens in the chats, told to whoever listens: the page's live stream, a test that waits.

A listener that does not read keeps only the newest happenings; the page re-reads the chat when it comes back.
"""

import asyncio
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from .messages import Message

KEPT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """`type`: message, edited, deleted, toast, typing, payment, subscription, person, blocked or unblocked."""

    type: str
    person_id: int
    message: Message | None = None
    details: dict[str, Any] | None = None


class Listener:
    """An async iterator over happenings, and a context manager that stops listening."""

    def __init__(self, happenings: "Happenings") -> None:
        self._happenings = happenings
        self._queue: asyncio.Queue[Happening | None] = asyncio.Queue()

    def hear(self, happening: Happening | None) -> None:
        if self._queue.qsize() >= KEPT:
            self._queue.get_nowait()
        self._queue.put_nowait(happening)

    def close(self) -> None:
        self._happenings.forget(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Happening:
        happening = await self._queue.get()
        if happening is None:
            raise StopAsyncIteration
        return happening


class Happenings:
    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return len(self._listeners)

    def subscribe(self) -> Listener:
        listener = Listener(self)
        self._listeners.append(listener)
        return listener

    def forget(self, listener: Listener) -> None:
        if listener in self._listeners:
            self._listeners.remove(listener)

    def tell(
        self,
        kind: str,
        person_id: int,
        *,
        message: Message | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        if not self._listeners:
            return
        happening = Happening(type=kind, person_id=person_id, message=message, details=details)
        for listener in self._listeners:
            listener.hear(happening)

    def end(self) -> None:
        """Let every listener come to its end."""
        for listener in self._listeners:
            listener.hear(None)
        self._listeners.clear()
