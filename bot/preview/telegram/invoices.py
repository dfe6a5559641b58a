"""What makes an invoice: Telegram's rules for its words, its currency, its prices and its subscription."""

import re

from .call import Call
from .errors import ApiError, bad_request
from .forms import NEEDS
from .messages import Invoice
from .payments import STARS

TITLE_LIMIT = 32
DESCRIPTION_LIMIT = 255
PAYLOAD_LIMIT = 128
SUBSCRIPTION_SECONDS = 2_592_000
DEAREST_SUBSCRIPTION = 10_000
CURRENCY = re.compile(r"^[A-Z]{3}$")
START_PARAMETER = re.compile(r"^[A-Za-z0-9_-]{0,64}$")
WITHOUT_MINOR_UNITS = frozenset({STARS, "CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND"})


def price(invoice: Invoice) -> str:
    """The price as Telegram writes it on the button."""
    amount = invoice.total_amount
    if invoice.currency == STARS:
        return f"⭐️{amount}"
    shown = str(amount) if invoice.currency in WITHOUT_MINOR_UNITS else f"{amount // 100}.{amount % 100:02}"
    return f"{shown} {invoice.currency}"


LEAST = {"USD": 100, "EUR": 80, "RUB": 6000}
MOST = {"USD": 1_000_000, "EUR": 950_000, "RUB": 100_000_000}
"""About one US dollar and ten thousand of them (core.telegram.org/bots/payments), in minor units."""


def read_invoice(call: Call, provider: str) -> Invoice:
    """The invoice that the call describes; `provider` is the token of the provider there is.

    Raises:
        ApiError: 400 when it breaks one of Telegram's rules for invoices.
    """
    title, description, payload = (call.required(name) for name in ("title", "description", "payload"))
    currency, amounts = call.required("currency"), _amounts(call)
    if len(title) > TITLE_LIMIT or len(description) > DESCRIPTION_LIMIT:
        raise bad_request("wrong invoice information specified")
    if len(payload.encode()) > PAYLOAD_LIMIT:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if not START_PARAMETER.match(call.text("start_parameter")):
        raise bad_request("START_PARAM_INVALID")
    if (error := _error_of_currency(call, provider, currency, amounts)) is not None:
        raise error
    if not isinstance(call.json("provider_data", refused_as="DATA_JSON_INVALID"), dict | None):
        raise bad_request("DATA_JSON_INVALID")
    needs = () if currency == STARS else tuple(name for name, flag in NEEDS.items() if call.flag(flag))
    flexible = currency != STARS and call.flag("is_flexible")
    if flexible and "shipping_address" not in needs:
        raise bad_request("wrong invoice information specified")
    return Invoice(
        title=title,
        description=description,
        payload=payload,
        currency=currency,
        total_amount=sum(amounts),
        start_parameter=call.text("start_parameter"),
        subscription_period=_period(call, currency, sum(amounts)),
        photo_url=call.text("photo_url") or None,
        needs=needs,
        flexible=flexible,
    )


def _error_of_currency(call: Call, provider: str, currency: str, amounts: list[int]) -> ApiError | None:
    """Stars take no provider, no tips and exactly one price; any other currency needs a provider."""
    provider_token = call.text("provider_token")
    if not CURRENCY.match(currency):
        return bad_request("CURRENCY_INVALID")
    if currency == STARS and (provider_token or len(amounts) != 1 or call.integer("max_tip_amount")):
        return bad_request("STARS_INVOICE_INVALID")
    if currency != STARS and provider_token != provider:
        return bad_request("PAYMENT_PROVIDER_INVALID")
    fits = LEAST.get(currency, 1) <= sum(amounts) <= MOST.get(currency, sum(amounts))
    return None if fits else bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")


def _period(call: Call, currency: str, total: int) -> int | None:
    """The seconds of a subscription, which is sold for Stars and for thirty days only."""
    period = call.integer("subscription_period")
    if not period:
        return None
    if currency != STARS or period != SUBSCRIPTION_SECONDS:
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")
    if total > DEAREST_SUBSCRIPTION:
        raise bad_request("STARS_AMOUNT_INVALID")
    return period


def _amounts(call: Call) -> list[int]:
    prices = call.json("prices", refused_as="can't parse prices JSON object")
    if not isinstance(prices, list):
        raise bad_request("expected an Array of labeled prices")
    if not prices:
        raise bad_request("there must be at least one price")
    amounts = []
    for item in prices:
        if not isinstance(item, dict):
            raise bad_request("can't parse labeled price: LabeledPrice must be an Object")
        if not item.get("label"):
            raise bad_request("can't parse labeled price: LabeledPrice label must be non-empty")
        amount = item.get("amount")
        if not isinstance(amount, int) or isinstance(amount, bool):
            raise bad_request("can't parse labeled price: Can't find field \"amount\"")
        amounts.append(amount)
    return amounts
