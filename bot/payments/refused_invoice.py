"""What Telegram means when it refuses an invoice, in words for the owners (core.telegram.org/bots/payments)."""

from funnels.engine.effects.shown import AskPayment

_REASONS = {
    "PAYMENT_PROVIDER_INVALID": "Telegram does not know this PROVIDER_TOKEN: copy it from @BotFather, Payments",
    "CURRENCY_TOTAL_AMOUNT_INVALID": "Telegram takes from about 1 to about 10,000 US dollars in one payment, and "
    "{price} is not among that",
    "CURRENCY_INVALID": "Telegram takes no payments in {currency} by this provider",
}


def refused_invoice(error: str, asked: AskPayment) -> str:
    """The reason behind an error of Telegram, which stands behind it in full."""
    known = next((words for code, words in _REASONS.items() if code in error), "")
    reason = known.format(price=asked.price, currency=asked.price.currency)
    return f"{reason} ({error})" if reason else error
