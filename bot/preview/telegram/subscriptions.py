"""Subscriptions for Stars: Telegram takes them again every thirty days by itself, until somebody ends that.

The person does so in Telegram's settings, and may take it up again while it is paid; the bot by the charge of the first
payment, after which the person cannot. Without Stars the payment fails, and is made as soon as there are some.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from .errors import bad_request
from .messages import Invoice

if TYPE_CHECKING:
    from .payments import Charge
    from .world import World

State = Literal["active", "canceled", "failed"]


class SubscriptionError(Exception):
    """It cannot be done; the message says why in a sentence."""


@dataclass(slots=True, kw_only=True)
class Subscription:
    """One that a person has begun; `charge` is that of its first payment."""

    charge: str
    user: dict[str, Any]
    invoice: Invoice
    until: datetime
    state: State = "active"
    by_bot: bool = False
    has_stars: bool = True

    @property
    def period(self) -> timedelta:
        return timedelta(seconds=self.invoice.subscription_period or 0)


class Subscriptions:
    """All of a stand-in."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._all: list[Subscription] = []

    def of(self, user_id: int) -> list[Subscription]:
        """Those a person has begun, the oldest first."""
        return [one for one in self._all if one.user["id"] == user_id]

    def begin(self, charge: "Charge") -> None:
        """The first payment was made."""
        until = charge.paid_at + timedelta(seconds=charge.invoice.subscription_period or 0)
        self._all.append(Subscription(charge=charge.id, user=charge.user, invoice=charge.invoice, until=until))

    @property
    def next_due(self) -> datetime | None:
        """When Telegram takes Stars next."""
        return min((one.until for one in self._all if one.state == "active"), default=None)

    def renew_due(self) -> int:
        """Take what is due by now; how often it was tried."""
        tried = 0
        while (due := self.next_due) is not None and due <= self._world.now():
            self._renew(next(one for one in self._all if one.state == "active" and one.until == due))
            tried += 1
        return tried

    def _renew(self, one: Subscription) -> None:
        if not one.has_stars:
            self._turn(one, "failed")
            return
        one.until += one.period
        self._pay(one)

    def _pay(self, one: Subscription) -> None:
        charge = self._world.payments.charge(one.user, one.invoice, renews_until=one.until)
        self._world.tell_of_payment(self._world.chats[one.user["id"]], charge)

    def cancel(self, one: Subscription) -> None:
        """The person ends it in the settings.

        Raises:
            SubscriptionError: it does not go on anyway.
        """
        if one.state == "canceled":
            raise SubscriptionError("this subscription is cancelled already")
        self._turn(one, "canceled")

    def resume(self, one: Subscription) -> None:
        """The person takes it up again.

        Raises:
            SubscriptionError: it goes on anyway, is over, or was ended by the bot.
        """
        if one.state != "canceled":
            raise SubscriptionError("this subscription was not cancelled")
        if one.by_bot or one.until <= self._world.now():
            raise SubscriptionError("this subscription is over: it can only be bought anew")
        self._turn(one, "active")

    def take_stars(self, one: Subscription) -> None:
        """The person has no Stars from now on."""
        one.has_stars = False

    def give_stars(self, one: Subscription) -> None:
        """The person has Stars again: a payment that had failed is made now."""
        one.has_stars = True
        if one.state == "failed":
            one.state, one.until = "active", self._world.now() + one.period
            self._pay(one)

    def edit(self, user_id: int, charge_id: str, *, canceled: bool) -> None:
        """What the bot wants.

        Raises:
            ApiError: 400 for a charge that begins no subscription of this person.
        """
        one = next((one for one in self.of(user_id) if one.charge == charge_id), None)
        if one is None:
            raise bad_request("CHARGE_ID_INVALID" if user_id in self._world.chats else "USER_ID_INVALID")
        one.by_bot = canceled
        if canceled:
            one.state = "canceled"

    def _turn(self, one: Subscription, state: State) -> None:
        """Telegram tells the bot of what it has not done itself."""
        one.state = state
        told = {"user": one.user, "invoice_payload": one.invoice.payload, "state": state}
        self._world.updates.add("subscription", told)
        self._world.happenings.tell("subscription", one.user["id"])
