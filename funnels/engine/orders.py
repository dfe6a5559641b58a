"""An order's name says whose it is and where it arose, so a payment finds its journey without a look-up.

It is the invoice's payload (Telegram: at most 128 bytes) and part of staff's buttons (64 bytes).
"""

from typing import NamedTuple, Self


class OrderRef(NamedTuple):
    """One intent to buy: the subscriber, the journey, the revision it arose at, the product by its number."""

    subscriber: int
    funnel: str
    run: int
    revision: int
    product: int

    def __str__(self) -> str:
        return f"{self.subscriber}:{self.funnel}:{self.run}:{self.revision}:{self.product}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The order a payload names, or None for a payload that is not ours."""
        try:
            subscriber, funnel, run, revision, product = text.split(":")
            return cls(
                subscriber=int(subscriber),
                funnel=funnel,
                run=int(run),
                revision=int(revision),
                product=int(product),
            )
        except ValueError:
            return None
