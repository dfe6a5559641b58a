"""How the chat page pays: an invoice with a form is filled in, then the bot is asked how it is brought there."""

from typing import Any

from .errors import bad_request
from .messages import Invoice, Message
from .person import Person
from .purse import Outcome


def form_of(person: Person, message: Message) -> dict[str, Any]:
    """What the form of this invoice asks, filled in with the person's own."""
    info = person.own_info
    return {name: info[name] for name in _invoice(message).needs}


async def ways(person: Person, message: Message, address: object) -> dict[str, Any]:
    """`{"options": [{"id", "title", "amount"}], "error": the bot's refusal or None}`."""
    found = await person.asks_shipping(_invoice(message), address)
    options = [
        {"id": option["id"], "title": option["title"], "amount": sum(price["amount"] for price in option["prices"])}
        for option in found.options
    ]
    return {"options": options, "error": found.error_message or None}


async def pay(person: Person, message: Message, body: dict[str, Any]) -> Outcome:
    """Pay once; `body` has the form as `info`, and the id of the option as `shipping`."""
    info = body.get("info")
    given = info if isinstance(info, dict) else {}
    return await person.pays_form(message, _invoice(message), given, str(body.get("shipping") or ""))


def _invoice(message: Message) -> Invoice:
    if message.invoice is None or message.deleted:
        raise bad_request("this message is no invoice")
    return message.invoice
