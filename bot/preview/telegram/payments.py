"""An invoice may be paid many times, every payment has a charge of its own, a charge is refunded once.

Between the wish to pay and the payment stands the bot's consent, given within ten seconds of the clock.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .errors import bad_request
from .forms import Form
from .messages import Invoice
from .questions import Question, Questions

STARS = "XTR"
EMPTY = Form()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The bot's answer to a pre-checkout query."""

    ok: bool
    error_message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreCheckout(Question[Consent]):
    """May this invoice be paid?"""

    form: Form

    @property
    def body(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "from": self.user,
            "currency": self.invoice.currency,
            "total_amount": self.invoice.total_amount + self.form.cost,
            "invoice_payload": self.invoice.payload,
            **self.form.body,
        }


@dataclass(slots=True, kw_only=True)
class Charge:
    """One payment that was made. Moments are aware; `refunded_at` is None until it is refunded."""

    id: str
    provider_id: str
    user: dict[str, Any]
    invoice: Invoice
    form: Form
    paid_at: datetime
    renews_until: datetime | None = None
    """Until when it prolongs a subscription; None: it is no renewal."""
    refunded_at: datetime | None = None

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "currency": self.invoice.currency,
            "total_amount": self.invoice.total_amount + self.form.cost,
            "invoice_payload": self.invoice.payload,
            **self.form.body,
            "telegram_payment_charge_id": self.id,
            "provider_payment_charge_id": self.provider_id,
        }
        if self.invoice.subscription_period:
            ends = self.renews_until or self.paid_at + timedelta(seconds=self.invoice.subscription_period)
            body["subscription_expiration_date"] = int(ends.timestamp())
            body["is_recurring"] = True
            if self.renews_until is None:
                body["is_first_recurring"] = True
        return body


class Payments:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.pre_checkouts: Questions[PreCheckout, Consent] = Questions(PreCheckout, now, 7_300_000_000)
        self.charges: dict[str, Charge] = {}
        self.links: dict[str, Invoice] = {}
        self._withdrawals: list[tuple[datetime, dict[str, Any]]] = []

    def link_to(self, invoice: Invoice) -> str:
        """A web address under which anyone can pay this invoice."""
        slug = hashlib.sha256(f"{len(self.links)}/{invoice.payload}".encode()).hexdigest()[:20]
        link = f"https://t.me/${slug}"
        self.links[link] = invoice
        return link

    def charge(
        self, user: dict[str, Any], invoice: Invoice, form: Form = EMPTY, *, renews_until: datetime | None = None
    ) -> Charge:
        number = len(self.charges) + 1
        charge = Charge(
            id="stx" + hashlib.sha256(f"{number}/{user['id']}".encode()).hexdigest()[:40],
            provider_id=f"{user['id']}_{number}",
            user=user,
            invoice=invoice,
            form=form,
            paid_at=self._now(),
            renews_until=renews_until,
        )
        self.charges[charge.id] = charge
        return charge

    def refund(self, user_id: int, charge_id: str) -> Charge:
        """Give the Stars back.

        Raises:
            ApiError: 400 when there is no such charge of this person in Stars, or it was refunded before.
        """
        charge = self.charges.get(charge_id)
        if charge is None or charge.invoice.currency != STARS:
            raise bad_request("CHARGE_NOT_FOUND")
        if charge.user["id"] != user_id:
            raise bad_request("USER_ID_INVALID")
        if charge.refunded_at is not None:
            raise bad_request("CHARGE_ALREADY_REFUNDED")
        charge.refunded_at = self._now()
        return charge

    def withdraw(self, stars: int) -> None:
        """The bot's owner takes Stars out, which is no payment of anybody."""
        number = f"wd{len(self._withdrawals) + 1}"
        receiver = {"type": "fragment", "withdrawal_state": {"type": "pending"}}
        self._withdrawals.append((self._now(), {"id": number, "amount": stars, "receiver": receiver}))

    def star_transactions(self) -> list[dict[str, Any]]:
        """All movements of Stars in the order in which they happened."""
        rows = []
        for charge in self.charges.values():
            if charge.invoice.currency != STARS:
                continue
            partner: dict[str, Any] = {
                "type": "user",
                "transaction_type": "invoice_payment",
                "user": charge.user,
                "invoice_payload": charge.invoice.payload,
            }
            if charge.invoice.subscription_period:
                partner["subscription_period"] = charge.invoice.subscription_period
            movement: dict[str, Any] = {"id": charge.id, "amount": charge.invoice.total_amount}
            rows.append((charge.paid_at, {**movement, "source": partner}))
            if charge.refunded_at is not None:
                rows.append((charge.refunded_at, {**movement, "receiver": partner}))
        rows.extend(self._withdrawals)
        rows.sort(key=lambda row: row[0])
        return [{**movement, "date": int(moment.timestamp())} for moment, movement in rows]
