"""`offer`: sells one product: a text, a pay button for each way to pay, a deadline, follow-ups.

Outcomes: `paid` (default: the journey goes on), `declined` (only with a `decline:` button), `expired` (at
the deadline). Each is a place to go to, or steps of its own after which the journey goes on. A payment that
meets the stage's goal leads to the next stage: steps below the offer are for those who did not buy.
A product the person has bought already is not offered again, unless it says that it can be bought again.

In its texts: `{{ price }}`, `{{ old_price }}`, `{{ deadline }}`, `{{ time_left }}`.

```yaml
- offer: webinar
  text: Вебинар за {{ price }}, цена держится {{ time_left }}.
  deadline: 48 hours
  decline: Не сейчас
  follow_ups:
    - {after: 4 hours, message: Остались вопросы?}
    - {before_deadline: 2 hours, message: Через два часа предложение закроется.}
  expired: {message: Предложение закрыто.}
```
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from funnels.definition.durations import Duration
from funnels.definition.explain import wrong
from funnels.definition.methods import Prices
from funnels.definition.money import Price
from funnels.definition.sketch import sketch
from funnels.definition.templates import Label, Name, Template
from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.engine.pay_keyboard import pay_buttons
from funnels.steps.base import Exit, Kind
from funnels.steps.content import Attachment
from funnels.steps.outcome import Outcome
from funnels.steps.priced import Priced
from funnels.steps.waiting import Waiting

if TYPE_CHECKING:
    from funnels.definition.script import Script
    from funnels.definition.text import Text
    from funnels.engine.buttons import ButtonRef
    from funnels.engine.turn import Turn

DECLINE = "decline"


class Offer(Priced, Attachment, Waiting):
    """Sells a product and waits for the payment."""

    verb: ClassVar[str] = "offer"
    kind: ClassVar[Kind] = "sells"

    offer: Name = Field(description="The product's name under products.")
    text: Template = Field(description="The text: Markdown with Liquid tags.")
    price: Prices = Field(
        default=(),
        description="A price for this offer only; several in a list, each in another currency.",
        examples=["3900 RUB", "39.90 EUR"],
    )
    stars: int | None = Field(
        default=None, strict=True, ge=1, le=100_000, description="A price in Stars for this offer only."
    )
    old_price: Price | None = Field(default=None, description="What it cost before, for {{ old_price }}.")
    deadline: Duration | None = Field(default=None, description="How long it can be bought, from the offer on.")
    decline: Label | None = Field(default=None, description="The label of a button that says no for now.")
    paid: Outcome = Field(default="next", description="What follows a payment.")
    declined: Outcome = Field(default="next", description="What follows the decline button.")
    expired: Outcome = Field(default="next", description="What follows when the deadline is over.")

    @field_validator("deadline")
    @classmethod
    def _one_end(cls, deadline: timedelta | None, info: ValidationInfo) -> timedelta | None:
        if deadline is not None and info.data.get("within") is not None:
            raise wrong("an offer ends by its deadline or by `within`, not by both", "keep deadline: and expired:")
        return deadline

    @field_validator("declined", "expired")
    @classmethod
    def _can_happen(cls, outcome: object, info: ValidationInfo) -> object:
        if info.field_name == "declined" and info.data.get("decline", DECLINE) is None:
            raise wrong("`declined` never happens without a button", "add, for example, decline: Not now")
        if info.field_name == "expired" and info.data.get("deadline", DECLINE) is None:
            raise wrong("`expired` never happens without a deadline", "add, for example, deadline: 48 hours")
        return outcome

    @property
    def offered(self) -> str:
        return self.offer

    def caption(self, script: "Script") -> str:
        product = script.products[self.offer]
        prices = dict.fromkeys(product.price_by(way, self) for way in product.ways)
        times = [f"⌛ {sketch(self.deadline, script.language)}"] if self.deadline else []
        terms = " · ".join([*(sketch(price, script.language) for price in prices), *times])
        return f"{sketch(product.title, script.language)}\n{terms}"

    def labels(self) -> "Iterator[tuple[Text, str]]":
        if self.decline:
            yield self.decline, "declined"

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        yield "paid", self.paid
        yield "bought", self.paid if isinstance(self.paid, str) else "next"
        yield "declined", self.declined
        yield "expired", self.expired
        yield from super().outcomes()

    def ways_on(self) -> Iterator[str]:
        yield "paid"
        yield "bought"
        given = {"declined": self.decline, "expired": self.deadline, "otherwise": self.within}
        yield from (exit_ for exit_, condition in given.items() if condition is not None)

    def ways_through(self) -> Iterator[str]:
        yield "bought"

    def enter(self, turn: "Turn") -> Exit:
        if turn.has_for_good(self.offer):
            return "bought"
        if self.deadline:
            turn.set_deadline(turn.now + self.deadline)
        self.show(turn)
        self.arm(turn)
        return None

    def show(self, turn: "Turn") -> None:
        turn.send(self.text, media=self.media, buttons=turn.keyboard(0))

    def keyboard(self, script: "Script") -> Keyboard:
        rows = pay_buttons(script, self, self.offer)
        return (*rows, (ScriptButton(text=self.decline, code=DECLINE),)) if self.decline else rows

    def closes_at(self, turn: "Turn") -> datetime | None:
        return turn.deadline or super().closes_at(turn)

    def on_closed(self, turn: "Turn") -> Exit:
        return "expired" if turn.deadline else "otherwise"

    def answers(self, code: str) -> bool:
        return self.decline is not None and code == DECLINE

    def sells(self, product: str) -> bool:
        return product == self.offer

    def pressed(self, turn: "Turn", button: "ButtonRef") -> Exit:
        turn.track("declined", part=button.part)
        return "declined"
