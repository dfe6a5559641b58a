"""`deliver`: hands over a product's goods, or a text and a file, outside an offer: a present, a bonus, a copy.

Nothing is sold by it: no order arises, and `orders` does not have the product.

```yaml
- deliver: webinar
- deliver: {text: Обещанный чек-лист., file: media/book.pdf}
```
"""

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Discriminator, Field, field_validator
from pydantic import Tag as Variant

from funnels.definition.explain import wrong
from funnels.definition.templates import Name
from funnels.engine import goods
from funnels.steps.base import Exit, Kind, Step
from funnels.steps.delivery import Delivery

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


def _kind(value: object) -> str:
    return "product" if isinstance(value, str) else "goods"


class Deliver(Step):
    """Hands something over."""

    verb: ClassVar[str] = "deliver"
    kind: ClassVar[Kind] = "says"

    deliver: Annotated[
        Annotated[Name, Variant("product")] | Annotated[Delivery, Variant("goods")], Discriminator(_kind)
    ] = Field(title="product or goods", description="A product by its name, or text: and file: of its own.")

    @field_validator("deliver")
    @classmethod
    def _known_who_has_it(cls, given: str | Delivery) -> str | Delivery:
        if isinstance(given, Delivery) and given.invite and given.invite.by == "request":
            raise wrong("only who has bought a product is let in by request", "write invite: and the chat alone")
        if isinstance(given, Delivery) and given.call:
            raise wrong("another system is called for goods that were paid for", "write a step of its own: call: …")
        return given

    def enter(self, turn: "Turn") -> Exit:
        delivery = turn.script.products[self.deliver].deliver if isinstance(self.deliver, str) else self.deliver
        goods.hand_over(turn, delivery)
        turn.track("delivered", detail=self.deliver if isinstance(self.deliver, str) else "")
        return "next"
