"""The name of a call for goods, by which its receiver tells a repeat."""

from typing import Literal, NamedTuple, Self

GoodsEvent = Literal["paid", "refunded"]


class GoodsKey(NamedTuple):
    """What a call tells of which payment; its text is the name of the call, the same however often it is made."""

    event: GoodsEvent
    order: str
    charge: str

    def __str__(self) -> str:
        return "/".join(self)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The reverse of its text."""
        event, order, charge = text.split("/", 2)
        return cls(event="refunded" if event == "refunded" else "paid", order=order, charge=charge)
