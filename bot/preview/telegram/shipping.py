"""Between the address and the payment stands the bot: in what ways does it reach there?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .forms import Address, Option
from .questions import Question, Questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The bot's answer to a shipping query: the options, or why there are none."""

    options: tuple[Option, ...] = ()
    error_message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingQuery(Question[Ways]):
    """In what ways does it reach the address?"""

    address: Address

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
        self.queries: Questions[ShippingQuery, Ways] = Questions(ShippingQuery, now, 8_100_000_000)
        self.offered: dict[tuple[int, str], tuple[Option, ...]] = {}

    def answer(self, query_id: str, ways: Ways) -> None:
        """Take the bot's answer; raises ApiError as `Questions.answer` does."""
        query = self.queries.answer(query_id, ways)
        self.offered[query.user["id"], query.invoice.payload] = ways.options
