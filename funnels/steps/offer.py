"""`offer`: sells one product: a text, a pay button for each way to pay, a deadline, follow-ups.

Outcomes: `paid` (default: the journey goes on), `declined` (only with a `decline:` button), `expired` (at
the deadline). Each is a place to go to, or steps of its own after which the journey goes on. A payment that
meets the stage's goal leads to the next stage: steps below the offer are for those who did not buy.
A product the person has bought already is not offered again, unless it says that it can be bought again; nor is one
that they are subscribed to.

In its texts: `{{ price }}`, `{{ old_price }}`, `{{ promo }}`, `{{ deadline }}`, `{{ time_left }}`.

A deadline is a length of time from the offer on, or a date on the funnel's clock that is the same for everybody
(`deadline: 2026-12-01 20:00`; a day without an hour is included); who comes after it takes the `expired` way at once.
After the deadline old buttons say kindly that the offer is closed; with a `late_price:` or `late_stars:` they go on
selling, at that price, and say that it has risen.

`abandoned:` are the follow-ups of those who have asked to pay and did not: `after` counts from then, and the ordinary
follow-ups are sent no more. They wait while staff look for a payment by hand.

Where the product has promo codes, a person can write one while the offer is before them; see `promo` of products.

```yaml
- offer: webinar
  text: Вебинар за {{ price }}, цена держится {{ time_left }}.
  deadline: 48 hours
  decline: Не сейчас
  follow_ups:
    - {after: 4 hours, message: Остались вопросы?}
    - {before_deadline: 2 hours, message: Через два часа предложение закроется.}
  abandoned:
    - {after: 1 hour, message: Не получилось оплатить? Помогу.}
  expired: {message: Предложение закрыто.}
```
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from funnels.definition.explain import wrong
from funnels.definition.methods import Prices
from funnels.definition.moments import Moment
from funnels.definition.money import STARS, Money, Price
from funnels.definition.sketch import sketch
from funnels.definition.templates import Label, Name, Template
from funnels.engine import promo_codes
from funnels.engine.buttons import Keyboard, ScriptButton, SettledKeyboard
from funnels.engine.hours import zone
from funnels.engine.pay_keyboard import pay_buttons
from funnels.engine.pricing import is_late, price_at, promo_at
from funnels.steps.base import Exit, Kind
from funnels.steps.content import Attachment, FollowUp
from funnels.steps.deadline import Deadline, deadline_at
from funnels.steps.outcome import Outcome
from funnels.steps.priced import Priced
from funnels.steps.waiting import Waiting, Wave

if TYPE_CHECKING:
    from funnels.definition.script import Script
    from funnels.definition.text import Text
    from funnels.engine.buttons import ButtonRef
    from funnels.engine.inputs import Answered
    from funnels.engine.standing import Standing
    from funnels.engine.turn import Turn

DECLINE = "decline"
ABANDONED = "abandoned"


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
    deadline: Deadline | None = Field(
        default=None, description="How long it can be bought, from the offer on, or until which date."
    )
    late_price: Prices = Field(
        default=(),
        description="What its buttons ask after the deadline, instead of being closed; several in a list.",
        examples=["5900 RUB"],
    )
    late_stars: int | None = Field(
        default=None, strict=True, ge=1, le=100_000, description="The same in Stars.", examples=[3000]
    )
    decline: Label | None = Field(default=None, description="The label of a button that says no for now.")
    abandoned: tuple[FollowUp, ...] = Field(
        default=(), description="Follow-ups of those who asked to pay and did not, instead of the others."
    )
    paid: Outcome = Field(default="next", description="What follows a payment.")
    declined: Outcome = Field(default="next", description="What follows the decline button.")
    expired: Outcome = Field(default="next", description="What follows when the deadline is over.")

    @field_validator("deadline")
    @classmethod
    def _one_end(cls, deadline: timedelta | Moment | None, info: ValidationInfo) -> timedelta | Moment | None:
        if deadline is not None and info.data.get("within") is not None:
            raise wrong("an offer ends by its deadline or by `within`, not by both", "keep deadline: and expired:")
        return deadline

    @field_validator("late_price", "late_stars")
    @classmethod
    def _after_what(cls, late: object, info: ValidationInfo) -> object:
        if late and info.data.get("deadline", DECLINE) is None:
            raise wrong("nothing is late without a deadline", "add, for example, deadline: 48 hours")
        return late

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

    @property
    def rises(self) -> bool:
        return bool(self.late_price) or self.late_stars is not None

    def late_price_in(self, currency: str) -> Money | None:
        if currency == STARS:
            return Money(amount=self.late_stars, currency=STARS) if self.late_stars is not None else None
        return next((price for price in self.late_price if price.currency == currency), None)

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
        if isinstance(self.deadline, Moment) and not self.deadline.is_ahead:
            yield "expired"

    def enter(self, turn: "Turn") -> Exit:
        if turn.has_for_good(self.offer) or turn.renews(self.offer):
            return "bought"
        if self.deadline:
            closes_at = deadline_at(self.deadline, turn.now, zone(turn.script.timezone))
            if closes_at <= turn.now:
                return "expired"
            turn.set_deadline(closes_at)
        self.show(turn)
        self.arm(turn)
        return None

    def show(self, turn: "Turn") -> None:
        turn.send(self.text, media=self.media, buttons=turn.keyboard(0))

    def keyboard(self, script: "Script") -> Keyboard:
        product = script.products[self.offer]
        return self._with_decline(pay_buttons(script, self.offer, lambda way: product.price_by(way, self)))

    def keyboard_now(self, turn: "Standing") -> SettledKeyboard:
        promo, late = promo_at(turn, self.offer), self.rises and is_late(turn, self, turn.deadline)
        if not (promo or late):
            return super().keyboard_now(turn)
        made, which = turn.script.other_keyboards, (turn.place.key, promo, late)
        if which not in made:
            rows = pay_buttons(turn.script, self.offer, lambda way: price_at(turn, self, self.offer, way, late=late))
            made[which] = SettledKeyboard(self._with_decline(rows))
        return made[which]

    def _with_decline(self, rows: Keyboard) -> Keyboard:
        return (*rows, (ScriptButton(text=self.decline, code=DECLINE),)) if self.decline else rows

    def takes(self, turn: "Turn", answer: "Answered") -> bool:
        return super().takes(turn, answer) or promo_codes.is_one(turn, self.offer, answer.text)

    def answered(self, turn: "Turn", answer: "Answered") -> Exit:
        code = promo_codes.written(turn, self.offer, answer.text)
        if code is None or self.typed(turn, answer):
            return super().answered(turn, answer)
        promo_codes.enter(turn, self.offer, code)
        return None

    def timed_messages(self) -> Iterator[tuple[tuple[str | int, ...], FollowUp]]:
        yield from super().timed_messages()
        for number, follow_up in enumerate(self.abandoned):
            yield ("abandoned", number), follow_up

    def wave(self, turn: "Turn") -> Wave:
        order = turn.offered_order
        if order is None or order.checkout_at is None or not self.abandoned:
            return super().wave(turn)
        return Wave(ABANDONED, self.abandoned, order.checkout_at, len(self.follow_ups))

    def checkout_began(self, turn: "Turn") -> None:
        if self.abandoned:
            self.arm(turn)

    def timer(self, turn: "Turn", timer: str) -> Exit:
        order = turn.offered_order
        if timer.startswith(ABANDONED) and order and (order.claimed or order.short):
            return None
        return super().timer(turn, timer)

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
