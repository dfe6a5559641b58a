"""The buttons by which a product is paid, one for each way to pay; and those by which one of several is chosen."""

from typing import TYPE_CHECKING

from funnels.definition.text import compile_plain
from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.engine.pricing import show_price
from funnels.words import Word, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from funnels.definition.methods import Method, Way
    from funnels.definition.money import Money
    from funnels.definition.script import Script
    from funnels.definition.text import Text

_PAY_WORDS: "dict[Method, Word]" = {
    "stars": "pay_stars",
    "provider": "pay_card",
    "link": "pay_online",
    "yookassa": "pay_online",
    "stripe": "pay_online",
    "manual": "pay_manual",
}
_SERVICE_WORDS: "dict[Method, Word]" = {"yookassa": "pay_yookassa", "stripe": "pay_stripe"}
"""What stands there instead, where two buttons would say the same."""


def pay_buttons(script: "Script", name: str, price_by: "Callable[[Way], Money]") -> Keyboard:
    """One button for each way to pay, each in a row of its own and with its price."""
    number, product = script.product_number(name), script.products[name]
    said = [
        (_word(way, subscription=product.subscription), show_price(price_by(way), script.language))
        for way in product.ways
    ]
    rows = []
    for way, (word, price) in zip(product.ways, said, strict=True):
        own = word if said.count((word, price)) == 1 else _SERVICE_WORDS.get(way.method, word)
        text = say(own, script.language, price=price)
        rows.append((ScriptButton(text=text, code=f"pay.{way}.{number}"),))
    return tuple(rows)


def _word(way: "Way", *, subscription: bool) -> "Word":
    return "pay_subscription" if subscription and way.method == "stars" else _PAY_WORDS[way.method]


def choice_buttons(script: "Script", names: "Iterable[str]", price_by: "Callable[[str, Way], Money]") -> Keyboard:
    """One button for each product, with its title and price; one that can be paid in one way asks for the payment."""
    rows = []
    for name in names:
        number, product = script.product_number(name), script.products[name]
        price = show_price(price_by(name, product.said_way), script.language)
        code = f"buy.{number}" if product.ways[1:] else f"pay.{product.said_way}.{number}"
        rows.append((ScriptButton(text=_titled(product.title, price), code=code),))
    return tuple(rows)


def _titled(title: "Text", price: str) -> "Text | str":
    return f"{title.render({})} — {price}" if title.is_fixed else compile_plain(f"{title.source} — {price}")
