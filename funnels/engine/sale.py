"""What a selling button is about; one the bot never showed is about nothing: any client can send any data."""

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from funnels.engine.buttons import ButtonRef
from funnels.engine.orders import OrderRef

if TYPE_CHECKING:
    from funnels.definition.methods import Way
    from funnels.definition.products import Product
    from funnels.definition.script import Place
    from funnels.engine.turn import Turn
    from funnels.steps.base import Step

OUTSIDE = 0
"""The revision of selling buttons that belong to no step: those of a reminder that access ends."""

CODES = ("pay", "buy", "back", "claim")
"""`pay.WAY.N` asks to pay product N so, `buy.N` first for the way, `back.N` from there to the other products,
`claim.WAY.N` says it was paid by hand."""


def is_pay_code(code: str) -> bool:
    """Whether a button's code belongs to selling, which also answers presses on old messages."""
    return code.partition(".")[0] in CODES


class Sale(Struct, frozen=True, kw_only=True):
    """One product at the step that sells it; `way` is None while it is open."""

    ref: ButtonRef
    kind: str
    way: "Way | None"
    name: str
    number: int
    product: "Product"
    place: "Place | None"
    """The step or entry of the menu that sells it; None: a reminder that access to it ends."""
    order: str
    """The first order of this button that nothing has paid yet."""
    first: str
    """The first order of all of this button."""

    @property
    def step(self) -> "Step | None":
        """What is at the place."""
        return self.place.step if self.place else None

    @property
    def is_choice(self) -> bool:
        """Whether it is one of several products of an offer."""
        return self.step is not None and len(self.step.offered) > 1

    @property
    def key(self) -> str:
        """The step's key; empty where no step sells it."""
        return self.place.key if self.place else ""

    def data(self, code: str) -> str:
        """The data of another button for the same sale."""
        return str(replace(self.ref, code=code))


def sale_of(turn: "Turn", ref: ButtonRef) -> Sale | None:
    """The sale the button stands for."""
    kind, _, rest = ref.code.partition(".")
    written, _, number = rest.rpartition(".")
    script, journey = turn.script, turn.journey
    if not (number.isdecimal() and int(number) < len(script.products) and 0 <= ref.place < len(script.everywhere)):
        return None
    name = script.product_name(int(number))
    product = script.products[name]
    order = first = OrderRef(
        subscriber=journey.subscriber.id,
        funnel=journey.funnel,
        run=journey.run,
        revision=ref.revision,
        product=int(number),
    )
    while product.again and (known := journey.orders.get(str(order))) and known.paid:
        order = replace(order, again=order.again + 1)
    sale = Sale(
        ref=ref,
        kind=kind,
        way=next((way for way in product.ways if str(way) == written), None),
        name=name,
        number=int(number),
        product=product,
        place=script.place_at(ref.place) if ref.revision else None,
        order=str(order),
        first=str(first),
    )
    return sale if (sale.way is None) == (written == "") and _was_shown(turn, sale) else None


def _was_shown(turn: "Turn", sale: Sale) -> bool:
    """Whether the bot can have shown this button.

    An offer with a deadline was made only if its order has one: a made-up revision opens no closed price.
    """
    ref, step, journey = sale.ref, sale.step, turn.journey
    order, first = journey.orders.get(sale.order), journey.orders.get(sale.first)
    return (
        (_was_reminded(turn, sale) if step is None else step.sells(sale.name))
        and OUTSIDE <= ref.revision <= journey.revision
        and 0 <= ref.part <= (step.last_part if step else 0)
        and (sale.kind != "claim" or (order is not None and str(sale.way) in order.asked))
        and (sale.way is None) == (sale.kind in ("buy", "back"))
        and (sale.kind != "back" or sale.is_choice)
        and (sale.kind != "claim" or (sale.way is not None and sale.way.method == "manual"))
        and (getattr(step, "deadline", None) is None or (first is not None and first.closes_at is not None))
    )


def _was_reminded(turn: "Turn", sale: Sale) -> bool:
    """A reminder comes to whoever has paid for the product in this walk; its buttons work also after the end."""
    return sale.product.access is not None and any(order.until is not None for _, order in turn.orders_of(sale.name))
