"""A person with a purse: what they fill in where an invoice has a form, and how they pay it."""

from typing import Any

from .errors import ActionError
from .forms import Form, read_address
from .messages import Invoice, Message
from .purse import Outcome, ask_shipping, pay
from .shipping import Ways
from .witness import Witness

PAYING_SECONDS = 10.0
HOME = {
    "country_code": "RU",
    "state": "",
    "city": "Москва",
    "street_line1": "Тверская улица, 1",
    "street_line2": "",
    "post_code": "125009",
}


class Payer(Witness):
    @property
    def id(self) -> int:
        return self.room.id

    @property
    def name(self) -> str:
        return str(self.room.user["first_name"])

    @property
    def phone(self) -> str:
        """Their own number, of those that nobody has."""
        return f"+7900{self.id:07d}"

    async def fills_in_and_pays(
        self, message: Message, invoice: Invoice, info: dict[str, Any] | None, shipping: str, within: float
    ) -> Outcome:
        """Fill the form in, choose the way it is brought by its title, or the first, and pay.

        Raises:
            ActionError: something is not filled in, or there is no such way.
        """
        info = self.own_info if info is None else info
        option = None
        if invoice.flexible:
            ways = await self.asks_shipping(invoice, info.get("shipping_address"), within=within)
            if ways.error_message:
                return Outcome(ok=False, error_message=ways.error_message)
            option = next((one for one in ways.options if shipping in ("", one["title"])), None)
            if option is None:
                raise ActionError(f"nothing is brought by «{shipping}»")
        return await self.pays_form(message, invoice, info, option["id"] if option else "", within=within)

    @property
    def own_info(self) -> dict[str, Any]:
        """What they fill in: Telegram's OrderInfo, of somebody who lives in Moscow."""
        return {
            "name": self.name,
            "phone_number": self.phone,
            "email": f"person{self.id}@example.com",
            "shipping_address": dict(HOME),
        }

    async def asks_shipping(self, invoice: Invoice, address: object, *, within: float = PAYING_SECONDS) -> Ways:
        """Fill an address in, and see in what ways it is brought there.

        Raises:
            ApiError: 400 when the address is not whole.
        """
        self._must_not_block()
        return await ask_shipping(self.world, self.room, invoice, read_address(address), within=within)

    async def pays_form(
        self, message: Message, invoice: Invoice, info: dict[str, Any], option: str, *, within: float = PAYING_SECONDS
    ) -> Outcome:
        """Pay with a form that is filled in, and one of the options that were offered for its address.

        Raises:
            ActionError: something of the form is not filled in, or nothing was offered under this id.
            ApiError: 400 when the address is not whole.
        """
        self._must_not_block()
        if missing := [name for name in invoice.needs if not info.get(name)]:
            raise ActionError(f"the form asks for {', '.join(missing)}")
        offered = self.world.shipping.offered.get((self.id, invoice.payload), ())
        chosen = next((one for one in offered if one["id"] == option), None)
        if invoice.flexible and chosen is None:
            raise ActionError("choose how it is brought")
        filled = {name: info[name] for name in invoice.needs}
        if "phone_number" in filled:
            filled["phone_number"] = str(filled["phone_number"]).removeprefix("+")
        if "shipping_address" in filled:
            filled["shipping_address"] = read_address(filled["shipping_address"])
        form = Form(info=filled, option=chosen if invoice.flexible else None)
        return await pay(self.world, self.room, invoice, message=message, within=within, form=form)

    def _must_not_block(self) -> None:
        if self.room.blocked:
            raise ActionError(f"{self.name} has blocked the bot and must unblock it first")
