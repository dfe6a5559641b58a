"""The buttons by which a product is paid, one for each way to pay."""

from typing import TYPE_CHECKING

from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.engine.values import show_price
from funnels.words import Word, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from funnels.definition.methods import Method, Way
    from funnels.definition.money import Money
    from funnels.definition.script import Script

_PAY_WORDS: "dict[Method, Word]" = {
    "stars": "pay_stars",
    "provider": "pay_card",
    "link": "pay_online",
    "yookassa": "pay_online",
    "stripe": "pay_online",
    "manual": "pay_manual",
}


def pay_buttons(script: "Script", name: str, price_by: "Callable[[Way], Money]") -> Keyboard:
    """One button for each way to pay, each in a row of its own and with its price."""
    number, product = script.product_number(name), script.products[name]
    rows = []
    for way in product.ways:
        price = show_price(price_by(way), script.language)
        subscribes = product.subscription and way.method == "stars"
        text = say("pay_subscription" if subscribes else _PAY_WORDS[way.method], script.language, price=price)
        rows.append((ScriptButton(text=text, code=f"pay.{way}.{number}"),))
    return tuple(rows)
