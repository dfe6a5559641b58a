"""What an offer sells, and for how much: one product, or several of which a person chooses one."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field
from pydantic import Tag as Variant

from funnels.definition.explain import wrong
from funnels.definition.methods import Prices
from funnels.definition.money import STARS, Money, Price
from funnels.definition.templates import Name
from funnels.engine.limits import BUTTONS_LIMIT
from funnels.steps.priced import Priced

MOST_OFFERED = BUTTONS_LIMIT - 1
"""The button that declines needs its place."""


class Terms(Priced):
    """What an offer asks for a product instead of the product's own price; of several, beside the name of each."""

    price: Prices = Field(
        default=(),
        description="A price for this offer only; several in a list, each in another currency.",
        examples=["3900 RUB", "39.90 EUR"],
    )
    stars: int | None = Field(
        default=None, strict=True, ge=1, le=100_000, description="A price in Stars for this offer only."
    )
    old_price: Price | None = Field(default=None, description="What it cost before, for {{ old_price }}.")
    late_price: Prices = Field(
        default=(),
        description="What its buttons ask after the deadline, instead of being closed; several in a list.",
        examples=["5900 RUB"],
    )
    late_stars: int | None = Field(
        default=None, strict=True, ge=1, le=100_000, description="The same in Stars.", examples=[3000]
    )

    @property
    def rises(self) -> bool:
        """Whether the buttons go on selling after the deadline, at another price."""
        return bool(self.late_price) or self.late_stars is not None

    def late_price_in(self, currency: str) -> Money | None:
        """The price in this currency after the deadline, if it is another one."""
        if currency == STARS:
            return Money(amount=self.late_stars, currency=STARS) if self.late_stars is not None else None
        return next((price for price in self.late_price if price.currency == currency), None)


def _terms(value: object) -> object:
    if value is None:
        raise wrong("nothing is said of this product", "write {} after it: then it has its own price")
    if not isinstance(value, Mapping | Terms):
        raise wrong(f"`{value}` stands here without its key", f"write {{price: {value}}}")
    return value


def _no_terms(name: object) -> object:
    if isinstance(name, Mapping):
        raise wrong(
            "prices stand beside names, not in a list of them", "write offer: {basic: {price: 900 RUB}, pro: {}}"
        )
    return name


def _form(value: Any) -> str:
    if isinstance(value, Mapping):
        return "each"
    return "names" if isinstance(value, list | tuple) else "name"


def _several(names: Any) -> Any:
    if not names:
        raise wrong("this offer has no product", "write a product's name")
    if len(names) > MOST_OFFERED:
        raise wrong(f"an offer has room for {MOST_OFFERED} products, this one has {len(names)}", "make two offers")
    twice = next((name for number, name in enumerate(names) if name in [*names][:number]), None)
    if twice is not None:
        raise wrong(f"`{twice}` is offered twice", "keep one of them")
    return names


Offered = Annotated[
    Annotated[Name, Variant("name")]
    | Annotated[tuple[Annotated[Name, BeforeValidator(_no_terms)], ...], AfterValidator(_several), Variant("names")]
    | Annotated[Mapping[Name, Annotated[Terms, BeforeValidator(_terms)]], AfterValidator(_several), Variant("each")],
    Discriminator(_form),
]
"""A product's name; a list of names to choose from; or each of them with what this offer asks for it."""
