"""What a person filled in and chose in Telegram's payment form: who they are, and how the goods reach them."""

from collections.abc import Mapping

from msgspec import Struct

from funnels.definition.money import Money, format_money

KEPT = ("name", "phone", "email", "address")
"""What is known of the person afterwards, by these names."""


class OrderInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Empty where the form did not ask."""

    name: str = ""
    phone: str = ""
    """With its plus."""
    email: str = ""
    address: str = ""
    """In one line, the country by its two letters."""
    shipping: str = ""
    """The way they chose: its name in the script while it comes in, its title where it is kept."""
    shipping_price: Money | None = None
    """What that costs; it is part of the money that came."""
    reference: str = ""
    """The provider's own name of the payment."""

    def attributes(self) -> Mapping[str, str]:
        """What it tells of the person."""
        return {name: value for name in KEPT if (value := getattr(self, name))}

    def shown(self, language: str) -> str:
        """For a reader, in plain lines: how it is brought and for how much, who, where to."""
        price = self.shipping_price
        paid = f", {format_money(price, language)}" if price and price.amount else ""
        shipping = f"{self.shipping}{paid}" if self.shipping else ""
        who = ", ".join(filter(None, (self.name, self.phone, self.email)))
        return "\n".join(filter(None, (shipping, who, self.address)))


NOTHING = OrderInfo()
