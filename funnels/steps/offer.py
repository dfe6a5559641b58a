"""`offer`: sells one product, or one of several: a text, pay buttons, a deadline, follow-ups.

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

Of several products a person chooses one: `offer: [basic, pro]`. Each has a button with its title and price; where it
can be paid in several ways, the press puts them in place of the buttons, with one that leads back. What the person has
already, and what is sold out, is not among them. Prices of this offer stand beside each product, as in
`offer: {basic: {price: 900 RUB}, pro: {}}`, and texts say them by its name: `{{ products.basic.price }}`, also `title`,
`stars`, `old_price` and `promo`. One payment settles the choice: what else was asked for in it is cancelled. Money that
comes for that all the same buys it too, and the owners are told. `paid: {basic: next, pro: welcome}` leads each its own
way.

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

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from funnels.definition.explain import wrong
from funnels.definition.moments import Moment
from funnels.definition.sketch import sketch
from funnels.definition.templates import Label, Template
from funnels.engine import promo_codes
from funnels.engine.buttons import Keyboard, ScriptButton, SettledKeyboard
from funnels.engine.hours import zone
from funnels.engine.pay_keyboard import choice_buttons, pay_buttons
from funnels.engine.pricing import is_late, price_at, promo_at
from funnels.steps.base import Exit, Kind
from funnels.steps.content import Attachment, FollowUp
from funnels.steps.deadline import Deadline, deadline_at
from funnels.steps.outcome import Outcome
from funnels.steps.paid import PaidOutcome, told_apart
from funnels.steps.terms import Offered, Terms
from funnels.steps.waiting import Waiting, Wave

if TYPE_CHECKING:
    from collections.abc import Callable

    from funnels.definition.methods import Way
    from funnels.definition.money import Money
    from funnels.definition.script import Script
    from funnels.definition.text import Text
    from funnels.engine.buttons import ButtonRef
    from funnels.engine.inputs import Answered
    from funnels.engine.standing import Standing
    from funnels.engine.turn import Turn

DECLINE = "decline"
ABANDONED = "abandoned"


class Offer(Terms, Attachment, Waiting):
    """Sells a product, or one of several, and waits for the payment."""

    verb: ClassVar[str] = "offer"
    kind: ClassVar[Kind] = "sells"

    offer: Offered = Field(
        description="The product's name under products; a list of names, of which the person chooses one; "
        "or each of them with its price in this offer."
    )
    text: Template = Field(description="The text: Markdown with Liquid tags.")
    deadline: Deadline | None = Field(
        default=None, description="How long it can be bought, from the offer on, or until which date."
    )
    decline: Label | None = Field(default=None, description="The label of a button that says no for now.")
    abandoned: tuple[FollowUp, ...] = Field(
        default=(), description="Follow-ups of those who asked to pay and did not, instead of the others."
    )
    paid: PaidOutcome = Field(
        default="next", description="What follows a payment; of several products, also for each by its name."
    )
    declined: Outcome = Field(default="next", description="What follows the decline button.")
    expired: Outcome = Field(default="next", description="What follows when the deadline is over.")

    @field_validator("deadline")
    @classmethod
    def _one_end(cls, deadline: timedelta | Moment | None, info: ValidationInfo) -> timedelta | Moment | None:
        if deadline is not None and info.data.get("within") is not None:
            raise wrong("an offer ends by its deadline or by `within`, not by both", "keep deadline: and expired:")
        return deadline

    @field_validator("paid", mode="before")
    @classmethod
    def _of_all_or_each(cls, paid: Any, info: ValidationInfo) -> Any:
        return told_apart(paid, _names(info.data.get("offer", ())))

    @field_validator("declined", "expired")
    @classmethod
    def _can_happen(cls, outcome: object, info: ValidationInfo) -> object:
        if info.field_name == "declined" and info.data.get("decline", DECLINE) is None:
            raise wrong("`declined` never happens without a button", "add, for example, decline: Not now")
        if info.field_name == "expired" and info.data.get("deadline", DECLINE) is None:
            raise wrong("`expired` never happens without a deadline", "add, for example, deadline: 48 hours")
        return outcome

    @cached_property
    def offered(self) -> tuple[str, ...]:
        return _names(self.offer)

    @cached_property
    def _terms(self) -> Mapping[str, Terms]:
        if isinstance(self.offer, Mapping):
            return self.offer
        return {self.offer: self} if isinstance(self.offer, str) else {}

    def terms_of(self, product: str) -> Terms | None:
        return self._terms.get(product)

    @property
    def _led_apart(self) -> bool:
        """Whether each product has an exit of its own: the goal of the stage may be one of them."""
        return isinstance(self.paid, Mapping) or (isinstance(self.paid, str) and len(self.offered) > 1)

    def paid_exit(self, product: str) -> str:
        return f"paid.{product}" if self._led_apart else "paid"

    def written_at(self, exit_: str) -> tuple[str | int, ...]:
        return tuple(exit_.split(".")) if isinstance(self.paid, Mapping) else (exit_.partition(".")[0],)

    def caption(self, script: "Script") -> str:
        products = [(script.products[name], self.terms_of(name)) for name in self.offered]
        prices = dict.fromkeys(product.price_by(way, own) for product, own in products for way in product.ways)
        times = [f"⌛ {sketch(self.deadline, script.language)}"] if self.deadline else []
        terms = " · ".join([*(sketch(price, script.language) for price in prices), *times])
        titles = " / ".join(sketch(product.title, script.language) for product, _ in products)
        return f"{titles}\n{terms}"

    def labels(self) -> "Iterator[tuple[Text, str]]":
        if self.decline:
            yield self.decline, "declined"

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        paid = self.paid
        exits = {
            self.paid_exit(name): paid.get(name, "next") if isinstance(paid, Mapping) else paid for name in self.offered
        }
        yield from exits.items()
        yield "bought", paid if isinstance(paid, str) else "next"
        yield "declined", self.declined
        yield "expired", self.expired
        yield from super().outcomes()

    def ways_on(self) -> Iterator[str]:
        yield from dict.fromkeys(map(self.paid_exit, self.offered))
        yield "bought"
        given = {"declined": self.decline, "expired": self.deadline, "otherwise": self.within}
        yield from (exit_ for exit_, condition in given.items() if condition is not None)

    def ways_through(self) -> Iterator[str]:
        yield "bought"
        if isinstance(self.deadline, Moment) and not self.deadline.is_ahead:
            yield "expired"

    def enter(self, turn: "Turn") -> Exit:
        if all(map(turn.has_already, self.offered)):
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
        products = script.products
        return self._rows(script, self.offered, lambda name, way: products[name].price_by(way, self.terms_of(name)))

    def keyboard_now(self, turn: "Standing", key: str, closes_at: datetime | None) -> SettledKeyboard:
        shown = self._open_to(turn) if turn.journey.promo or self.offered[1:] else self._all
        late = self.some_rise and closes_at is not None and turn.now >= closes_at
        if not late and shown == self._all:
            return turn.script.keyboards[key]
        made, which = turn.script.other_keyboards, (key, shown, late)
        if which not in made:
            rows = self._rows(
                turn.script,
                [name for name, _ in shown],
                lambda name, way: price_at(turn, self, name, way, late=is_late(turn, self, name, closes_at)),
            )
            made[which] = SettledKeyboard(rows)
        return made[which]

    @cached_property
    def some_rise(self) -> bool:
        return any(terms.rises for terms in self._terms.values())

    @cached_property
    def _all(self) -> tuple[tuple[str, str], ...]:
        """What is shown to somebody who has nothing of it yet and no promo code."""
        return tuple((name, "") for name in self.offered)

    def _open_to(self, turn: "Standing") -> tuple[tuple[str, str], ...]:
        """What this person can choose, each with the promo code that lowers it.

        Of several, what they lack and is not sold out; if all of that is, whoever presses is told so.
        """
        names = self.offered
        if names[1:]:
            lacking = [name for name in names if not turn.has_already(name)] or names
            names = tuple(name for name in lacking if not turn.is_sold_out(name)) or tuple(lacking)
        return tuple((name, promo_at(turn, name)) for name in names)

    def _rows(self, script: "Script", names: Iterable[str], price_by: "Callable[[str, Way], Money]") -> Keyboard:
        if len(self.offered) > 1:
            return self._with_decline(choice_buttons(script, names, price_by))
        return self._with_decline(pay_buttons(script, self.offered[0], lambda way: price_by(self.offered[0], way)))

    def _with_decline(self, rows: Keyboard) -> Keyboard:
        return (*rows, (ScriptButton(text=self.decline, code=DECLINE),)) if self.decline else rows

    def takes(self, turn: "Turn", answer: "Answered") -> bool:
        return super().takes(turn, answer) or promo_codes.is_one(turn, self.offered, answer.text)

    def answered(self, turn: "Turn", answer: "Answered") -> Exit:
        code = promo_codes.written(turn, self.offered, answer.text)
        if code is None or self.typed(turn, answer):
            return super().answered(turn, answer)
        promo_codes.enter(turn, self.offered, code)
        return None

    def timed_messages(self) -> Iterator[tuple[tuple[str | int, ...], FollowUp]]:
        yield from super().timed_messages()
        for number, follow_up in enumerate(self.abandoned):
            yield ("abandoned", number), follow_up

    def wave(self, turn: "Turn") -> Wave:
        if self.abandoned:
            asked = [order.checkout_at for order in turn.offered_orders if order.checkout_at]
            if asked:
                return Wave(ABANDONED, self.abandoned, min(asked), len(self.follow_ups))
        return super().wave(turn)

    def checkout_began(self, turn: "Turn") -> None:
        if self.abandoned:
            self.arm(turn)

    def timer(self, turn: "Turn", timer: str) -> Exit:
        if timer.startswith(ABANDONED) and any(order.claim or order.short for order in turn.offered_orders):
            number = int(timer.rpartition(".")[2])
            turn.track("not_sent", part=len(self.follow_ups) + number, detail="claim")
            return None
        return super().timer(turn, timer)

    def closes_at(self, turn: "Turn") -> datetime | None:
        return turn.deadline or super().closes_at(turn)

    def on_closed(self, turn: "Turn") -> Exit:
        return "expired" if turn.deadline else "otherwise"

    def answers(self, code: str) -> bool:
        return self.decline is not None and code == DECLINE

    def sells(self, product: str) -> bool:
        return product in self.offered

    def pressed(self, turn: "Turn", button: "ButtonRef") -> Exit:
        turn.track("declined", part=button.part)
        return "declined"


def _names(offer: "str | Iterable[str]") -> tuple[str, ...]:
    return (offer,) if isinstance(offer, str) else tuple(offer)
