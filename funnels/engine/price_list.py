"""What texts may say of products by name: `{{ products.basic.price }}`, as this person would pay it now.

`title`, `price` in money, or in Stars where it is sold for nothing else, `stars`, `promo`, the promo code that lowers
it, and `old_price`, the price without that code, or the one an offer says it had before. At an offer they are the
prices of the offer, elsewhere the product's own. What there is none of is not there.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from funnels.engine.pricing import full_price, is_late, price_at, promo_at, show_price

if TYPE_CHECKING:
    from funnels.definition.methods import Way
    from funnels.definition.money import Money
    from funnels.engine.standing import Standing
    from funnels.steps.base import Step

Reader = Callable[["Standing", str], object]


class PriceList(Mapping[str, "ProductValues"]):
    """The products of the funnel by name."""

    def __init__(self, turn: "Standing") -> None:
        self._turn = turn

    def __getitem__(self, name: str) -> "ProductValues":
        if name not in self._turn.script.products:
            raise KeyError(name)
        return ProductValues(self._turn, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._turn.script.products)

    def __len__(self) -> int:
        return len(self._turn.script.products)


class ProductValues(Mapping[str, object]):
    """What is said of one product, each worked out when it is asked for."""

    def __init__(self, turn: "Standing", product: str) -> None:
        self._turn = turn
        self._product = product

    def __getitem__(self, name: str) -> object:
        value = _READERS[name](self._turn, self._product)
        if value is None or value == "":
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return (name for name in _READERS if name in self)

    def __contains__(self, name: object) -> bool:
        return name in _READERS and bool(_READERS[str(name)](self._turn, self._product))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def title(turn: "Standing", name: str) -> str:
    """What the product is called, on one line."""
    return turn.script.products[name].title.render(turn.values())


def price(turn: "Standing", name: str) -> str:
    """In money, by the first way to pay that asks for some; in Stars where none does."""
    return show_price(_price(turn, name, turn.script.products[name].said_way), turn.script.language)


def stars(turn: "Standing", name: str) -> int | None:
    """The price in Stars, where it can be paid so."""
    way = next((way for way in turn.script.products[name].ways if way.method == "stars"), None)
    return _price(turn, name, way).amount if way else None


def old_price(turn: "Standing", name: str) -> str | None:
    """What an offer says it cost before; else the price without the promo code that lowers it."""
    step = _step(turn, name)
    terms = step.terms_of(name) if step else None
    old = terms.old_price if terms else None
    if old is None and promo_at(turn, name):
        way = turn.script.products[name].said_way
        old = full_price(turn, step, name, way, late=is_late(turn, step, name, turn.deadline))
    return show_price(old, turn.script.language) if old else None


def _price(turn: "Standing", name: str, way: "Way") -> "Money":
    step = _step(turn, name)
    return price_at(turn, step, name, way, late=step is not None and is_late(turn, step, name, turn.deadline))


def _step(turn: "Standing", name: str) -> "Step | None":
    """The step the journey stands at, if it offers the product."""
    return turn.place.step if name in turn.offered else None


_READERS: dict[str, Reader] = {
    "title": title,
    "price": price,
    "stars": stars,
    "old_price": old_price,
    "promo": promo_at,
}

ABOUT_PRODUCT = tuple(_READERS)
