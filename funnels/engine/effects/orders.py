"""What the ledger keeps: an intent to buy, a claim to have paid, money that arrived."""

from dataclasses import dataclass
from datetime import datetime

from funnels.definition.money import Money


@dataclass(frozen=True, kw_only=True)
class OpenOrder:
    """One intent to buy `product`; opening the same order again changes nothing."""

    order: str
    product: str
    title: str
    price: Money
    method: str
    expires_at: datetime | None
    """After this moment (UTC) payment is refused; None: never."""
    step: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimPayment:
    """The person says they paid the order by hand: staff must confirm or refuse."""

    order: str


@dataclass(frozen=True, kw_only=True)
class RecordPayment:
    """Money that arrived, written once per `charge`; moves an open order to paid unless it is `extra`."""

    order: str
    product: str
    method: str
    money: Money
    charge: str
    extra: bool
    """Money for an order that was paid already: kept, delivered nothing, put before the owners."""


@dataclass(frozen=True, kw_only=True)
class RecordStrayPayment:
    """Money that fits no order, or that nothing can be delivered for: written once per `charge`, delivers nothing."""

    order: str
    """What came as its order."""
    method: str
    money: Money
    charge: str
