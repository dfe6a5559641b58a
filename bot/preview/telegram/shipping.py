"""Between the address and the payment stands the bot: in what ways does it reach there? It has ten seconds to say."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .callbacks import TOO_OLD
from .errors import bad_request
from .forms import Address, Option
from .messages import Invoice
from .payments import ANSWER_WITHIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The bot's answer to a shipping query: the options, or why there are none."""

    options: tuple[Option, ...] = ()
    error_message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingQuery:
    """`answer` is done when the bot has answered, with None when it was too late."""

    id: str
    user: dict[str, Any]
    invoice: Invoice
    address: Address
    asked_at: datetime
    answer: asyncio.Future[Ways | None]

    @property
    def body(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "from": self.user,
            "invoice_payload": self.invoice.payload,
            "shipping_address": self.address,
        }


class Shipping:
    """`offered`: the options a person may choose from, by the person and the invoice's payload."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._open: dict[str, ShippingQuery] = {}
        self._asked = 8_100_000_000
        self.offered: dict[tuple[int, str], tuple[Option, ...]] = {}

    def ask(self, user: dict[str, Any], invoice: Invoice, address: Address) -> ShippingQuery:
        self._asked += 1
        query = ShippingQuery(
            id=str(self._asked),
            user=user,
            invoice=invoice,
            address=address,
            asked_at=self._now(),
            answer=asyncio.get_running_loop().create_future(),
        )
        self._open[query.id] = query
        return query

    def answer(self, query_id: str, ways: Ways) -> None:
        """Take the bot's answer.

        Raises:
            ApiError: 400 when the query is unknown, answered already or older than ten seconds.
        """
        query = self._open.pop(query_id, None)
        if query is None:
            raise bad_request(TOO_OLD)
        late = self._now() - query.asked_at > ANSWER_WITHIN
        if not query.answer.done():
            query.answer.set_result(None if late else ways)
        if late:
            raise bad_request(TOO_OLD)
        self.offered[query.user["id"], query.invoice.payload] = ways.options

    def give_up(self, query: ShippingQuery) -> None:
        """Nobody waits for the bot's answer any more."""
        self._open.pop(query.id, None)
