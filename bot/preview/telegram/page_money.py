"""The page's own API for money that a link leads to, and for subscriptions as Telegram's settings show them."""

from collections.abc import Callable
from typing import Any

from .messages import Invoice
from .person import Person
from .subscriptions import Subscription, Subscriptions

_ACTS: dict[str, Callable[[Subscriptions, Subscription], None]] = {
    "cancel": Subscriptions.cancel,
    "resume": Subscriptions.resume,
    "take_stars": Subscriptions.take_stars,
    "give_stars": Subscriptions.give_stars,
}


def page_links(person: Person) -> dict[str, dict[str, Any]]:
    """What is paid behind the links in the person's chat, by link."""
    known, begun = person.world.payments.links, person.world.subscriptions.of(person.id)
    addresses = (button.get("url") for message in person.chat for button in message.buttons)
    links = {address: known[address] for address in addresses if isinstance(address, str) and address in known}
    running = [one.invoice for one in begun if one.state == "active"]
    return {address: {**page_invoice(invoice), "paid": invoice in running} for address, invoice in links.items()}


def page_invoice(invoice: Invoice) -> dict[str, Any]:
    """What is offered for payment, as the page shows it."""
    return {
        "title": invoice.title,
        "description": invoice.description,
        "currency": invoice.currency,
        "total_amount": invoice.total_amount,
        "photo_url": invoice.photo_url,
        "again": invoice.subscription_period is not None,
    }


def page_subscriptions(person: Person) -> list[dict[str, Any]]:
    """Those the person has begun and that are not over, the newest first."""
    now, all_ = person.world.now(), person.world.subscriptions.of(person.id)
    return [
        {
            "charge": one.charge,
            "title": one.invoice.title,
            "until": int(one.until.timestamp()),
            "state": one.state,
            "by_bot": one.by_bot,
            "has_stars": one.has_stars,
        }
        for one in reversed(all_)
        if one.state != "canceled" or one.until > now
    ]


def act_on(person: Person, charge: object, act: object) -> bool:
    """Do to the subscription of this first charge what the person does; False where there is none, or no such deed.

    Raises:
        SubscriptionError: it cannot be done now.
    """
    one = next((one for one in person.world.subscriptions.of(person.id) if one.charge == charge), None)
    deed = _ACTS.get(act) if isinstance(act, str) else None
    if one is None or deed is None:
        return False
    deed(person.world.subscriptions, one)
    return True
