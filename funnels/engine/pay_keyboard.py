"""The buttons by which a product is paid, one for each way to pay."""

from typing import TYPE_CHECKING

from funnels.definition.money import Money
from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.engine.values import show_price
from funnels.words import Word, say

if TYPE_CHECKING:
    from funnels.definition.methods import Method, Way
    from funnels.definition.products import Product
    from funnels.definition.script import Script
    from funnels.steps.base import Step

_PAY_WORDS: "dict[Method, Word]" = {
    "stars": "pay_stars",
    "provider": "pay_card",
    "link": "pay_online",
    "yookassa": "pay_online",
    "stripe": "pay_online",
    "manual": "pay_manual",
}


def price_at(step: "Step | None", name: str, product: "Product", way: "Way") -> Money:
    """The price by one way, with what an offer of it changes; no step: where none sells it."""
    return product.price_by(way, step if step and step.offered == name else None)


def pay_buttons(script: "Script", step: "Step | None", name: str) -> Keyboard:
    """One button for each way to pay, each in a row of its own."""
    number, product = script.product_number(name), script.products[name]
    rows = []
    for way in product.ways:
        price = show_price(price_at(step, name, product, way), script.language)
        text = say(_PAY_WORDS[way.method], script.language, price=price)
        rows.append((ScriptButton(text=text, code=f"pay.{way}.{number}"),))
    return tuple(rows)
