"""The form of an invoice of a payment provider: what the person filled in, and how it is to reach them."""

import re
from dataclasses import dataclass, field
from typing import Any

from .errors import bad_request

NEEDS = {
    "name": "need_name",
    "phone_number": "need_phone_number",
    "email": "need_email",
    "shipping_address": "need_shipping_address",
}
"""What an invoice can ask, as OrderInfo calls it, and the parameter that makes it ask."""

ADDRESS = ("country_code", "state", "city", "street_line1", "street_line2", "post_code")
COUNTRY = re.compile(r"^[A-Z]{2}$")

Address = dict[str, str]
Option = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`info` is Telegram's OrderInfo, `option` one of the ShippingOptions that the bot offered."""

    info: dict[str, Any] = field(default_factory=dict)
    option: Option | None = None

    @property
    def cost(self) -> int:
        """What bringing it costs, in minor units."""
        return sum(price["amount"] for price in self.option["prices"]) if self.option else 0

    @property
    def body(self) -> dict[str, Any]:
        """The fields of a pre-checkout query and of a successful payment."""
        option = {"shipping_option_id": self.option["id"]} if self.option else {}
        return {**option, **({"order_info": self.info} if self.info else {})}


def read_address(given: Any) -> Address:
    """An address as the form has it.

    Raises:
        ApiError: 400 when it lacks its country, its city or its street.
    """
    said = given if isinstance(given, dict) else {}
    address = {name: str(said.get(name) or "").strip() for name in ADDRESS}
    if not COUNTRY.match(address["country_code"]):
        raise bad_request("ADDRESS_COUNTRY_INVALID")
    if not address["city"]:
        raise bad_request("ADDRESS_CITY_INVALID")
    if not address["street_line1"]:
        raise bad_request("ADDRESS_STREET_LINE1_INVALID")
    return address


def read_options(options: Any) -> list[Option]:
    """The shipping options a bot offers.

    Raises:
        ApiError: 400 when there is none, or one is not whole.
    """
    if not isinstance(options, list) or not options:
        raise bad_request("shipping options are not specified")
    for option in options:
        if not isinstance(option, dict) or not option.get("id") or not option.get("title"):
            raise bad_request("can't parse shipping option: ShippingOption must have an identifier and a title")
        prices = option.get("prices")
        if not isinstance(prices, list) or not prices:
            raise bad_request("can't parse shipping option: there must be at least one price")
        for price in prices:
            whole = isinstance(price, dict) and price.get("label") and type(price.get("amount")) is int
            if not whole:
                raise bad_request("can't parse labeled price: LabeledPrice must have a label and an amount")
    if len({option["id"] for option in options}) < len(options):
        raise bad_request("SHIPPING_ID_DUPLICATE")
    return options
