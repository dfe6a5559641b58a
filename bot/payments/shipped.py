"""A way to bring the goods, as Telegram carries it from the question to the payment: with what it costs.

So what the person was told is what counts, whatever the script says by the time they have paid.
"""

from typing import NamedTuple, Self

from funnels.definition.money import Money


class Shipped(NamedTuple):
    """The option's name in the script, and its price."""

    option: str
    price: Money

    def __str__(self) -> str:
        return f"{self.option}:{self.price.amount}:{self.price.currency}"

    @classmethod
    def parse(cls, text: str | None) -> Self | None:
        """The option an id names; None for one that is not ours, and where nothing was chosen."""
        option, _, price = (text or "").partition(":")
        amount, _, currency = price.partition(":")
        if not (option and amount.isdecimal() and currency):
            return None
        return cls(option, Money(amount=int(amount), currency=currency))
