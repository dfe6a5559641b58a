"""Updates wait for the bot until a later offset confirms them; until then they are delivered again and again.

One reader at a time: a second long poll ends the first. A kind not allowed when it happened is never stored.
An update nobody fetched expires: after a day, queries after 150 seconds.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from .errors import ApiError, conflict

Update = dict[str, Any]

OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LIFETIME = timedelta(days=1)
QUERY_LIFETIME = timedelta(seconds=150)
QUERIES = frozenset({"callback_query", "pre_checkout_query", "inline_query", "shipping_query"})
FIRST_ID = 700_000_001
MOST_AT_ONCE = 100


class Updates:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._waiting: deque[tuple[Update, datetime]] = deque()
        self._once_more: list[Update] = []
        self._poll: asyncio.Future[ApiError | None] | None = None
        self.next_id = FIRST_ID
        self.allowed: frozenset[str] | None = None
        self.bring: Callable[[Update], None] | None = None
        """Told of whatever begins to wait, where a webhook is set."""

    def __len__(self) -> int:
        """How many updates wait to be confirmed."""
        return len(self._waiting)

    @property
    def has_reader(self) -> bool:
        """Whether a long poll waits now."""
        return self._poll is not None and not self._poll.done()

    def add(self, kind: str, payload: dict[str, Any]) -> Update | None:
        """Store an update of this kind; None when the bot does not want the kind, and then it is lost."""
        if (kind in OPT_IN) if self.allowed is None else (kind not in self.allowed):
            return None
        update: Update = {"update_id": self.next_id, kind: payload}
        self.next_id += 1
        self.put(update, QUERY_LIFETIME if kind in QUERIES else LIFETIME)
        return update

    def put(self, update: Update, lifetime: timedelta = LIFETIME) -> None:
        """Let this update wait for the bot as it is."""
        self._waiting.append((update, self._now() + lifetime))
        self._wake(None)
        if self.bring is not None:
            self.bring(update)

    def waiting(self) -> list[Update]:
        """Those that are neither confirmed nor expired, the oldest first."""
        self._expire()
        return [update for update, _ in self._waiting]

    def waits(self, update: Update) -> bool:
        """Whether this one is neither confirmed nor expired."""
        self._expire()
        return any(entry[0] is update for entry in self._waiting)

    def confirm(self, update: Update) -> None:
        """This one has been taken."""
        place = next((place for place, entry in enumerate(self._waiting) if entry[0] is update), None)
        if place is not None:
            del self._waiting[place]

    def timestamp(self) -> int:
        """The clock's moment in Unix seconds."""
        return int(self._now().timestamp())

    def allow(self, kinds: list[str]) -> None:
        """From now on store these kinds; an empty list means all but the opt-in ones."""
        self.allowed = frozenset(kinds) if kinds else None

    def drop(self) -> None:
        self._waiting.clear()

    def deliver_once_more(self, updates: list[Update]) -> None:
        """Put these in front of the next answer even if they were confirmed in between."""
        self._once_more = list(updates)
        self._wake(None)

    def terminate(self, reason: ApiError | None = None) -> None:
        """End a waiting poll: with an error, or with whatever there is."""
        self._wake(reason)

    async def fetch(self, *, offset: int, limit: int, wait: float) -> list[Update]:
        """Confirm what lies before `offset`, answer the rest; if there is none, wait up to `wait` seconds.

        Raises:
            ApiError: 409 when another reader came meanwhile.
        """
        self._confirm(offset)
        limit = min(max(limit, 1), MOST_AT_ONCE)
        ready = self._ready(limit)
        if ready or wait <= 0:
            return ready
        self._wake(conflict("terminated by other getUpdates request; make sure that only one bot instance is running"))
        poll: asyncio.Future[ApiError | None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(wait):
                error = await poll
        except TimeoutError:
            return []
        finally:
            if self._poll is poll:
                self._poll = None
        if error is not None:
            raise error
        return self._ready(limit)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        elif offset <= self.next_id:
            while self._waiting and self._waiting[0][0]["update_id"] < offset:
                self._waiting.popleft()

    def _ready(self, limit: int) -> list[Update]:
        self._expire()
        again, self._once_more = self._once_more, []
        fresh = [update for update, _ in self._waiting if update not in again] if again else None
        if fresh is not None:
            return (again + fresh)[:limit]
        return [self._waiting[place][0] for place in range(min(limit, len(self._waiting)))]

    def _expire(self) -> None:
        now = self._now()
        if any(expires <= now for _, expires in self._waiting):
            self._waiting = deque(entry for entry in self._waiting if entry[1] > now)

    def _wake(self, reason: ApiError | None) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(reason)
