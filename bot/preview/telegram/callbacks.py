"""A press on a button is a query that the bot may answer once, and soon; afterwards its id means nothing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .errors import bad_request

LIFETIME = timedelta(seconds=15)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """The bot's answer to a press. Empty text and no link: the button only stops waiting."""

    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """`answer` is done when the bot has answered."""

    id: str
    person_id: int
    asked_at: datetime
    answer: asyncio.Future[Toast]


class Callbacks:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._open: dict[str, Query] = {}
        self._last = 4_100_000_000

    def ask(self, person_id: int) -> Query:
        self._forget_old()
        self._last += 1
        query = Query(
            id=str(self._last),
            person_id=person_id,
            asked_at=self._now(),
            answer=asyncio.get_running_loop().create_future(),
        )
        self._open[query.id] = query
        return query

    def answer(self, query_id: str, toast: Toast) -> Query:
        """Take the bot's answer.

        Raises:
            ApiError: 400 when the query is unknown, too old or answered already.
        """
        self._forget_old()
        query = self._open.pop(query_id, None)
        if query is None:
            raise bad_request(TOO_OLD)
        if not query.answer.done():
            query.answer.set_result(toast)
        return query

    def _forget_old(self) -> None:
        oldest = self._now() - LIFETIME
        while self._open:
            first = next(iter(self._open.values()))
            if first.asked_at > oldest:
                return
            del self._open[first.id]
