"""What the bot is asked while somebody pays: it has ten seconds of the clock to answer, and answers once."""

import asyncio
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from .callbacks import TOO_OLD
from .errors import bad_request
from .messages import Invoice

ANSWER_WITHIN = timedelta(seconds=10)

A = TypeVar("A")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[A]):
    """`answer` is done when the bot has answered, with None when it was too late."""

    id: str
    user: dict[str, Any]
    invoice: Invoice
    asked_at: datetime
    answer: asyncio.Future[A | None]

    @property
    @abstractmethod
    def body(self) -> dict[str, Any]:
        """What the update says."""


Q = TypeVar("Q", bound=Question[Any])


class Questions(Generic[Q, A]):
    """Those of one kind, numbered from `last` on."""

    def __init__(self, kind: Callable[..., Q], now: Callable[[], datetime], last: int) -> None:
        self._kind = kind
        self._now = now
        self._last = last
        self._open: dict[str, Q] = {}

    def ask(self, user: dict[str, Any], invoice: Invoice, **about: Any) -> Q:
        self._last += 1
        query = self._kind(
            id=str(self._last),
            user=user,
            invoice=invoice,
            asked_at=self._now(),
            answer=asyncio.get_running_loop().create_future(),
            **about,
        )
        self._open[query.id] = query
        return query

    def answer(self, query_id: str, said: A) -> Q:
        """Take the bot's answer.

        Raises:
            ApiError: 400 when the query is unknown, answered already or older than ten seconds.
        """
        query = self._open.pop(query_id, None)
        if query is None:
            raise bad_request(TOO_OLD)
        late = self._now() - query.asked_at > ANSWER_WITHIN
        if not query.answer.done():
            query.answer.set_result(None if late else said)
        if late:
            raise bad_request(TOO_OLD)
        return query

    def give_up(self, query: Q) -> None:
        """Nobody waits for the bot's answer any more."""
        self._open.pop(query.id, None)
