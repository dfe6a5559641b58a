"""One turn of a journey: what a step may see and do while one input is handled.

The only mutable thing of the engine; it lives from the call of `advance` to its return and is seen by steps alone.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from funnels.definition.durations import describe_duration
from funnels.definition.money import format_money
from funnels.definition.script import Place, Script
from funnels.definition.text import Text
from funnels.engine import selling
from funnels.engine.buttons import ButtonRef
from funnels.engine.effects import (
    Button,
    Effect,
    Event,
    Lane,
    Media,
    Purpose,
    SendMessage,
    SetTimer,
    ShowToast,
    StagePassed,
    Track,
)
from funnels.engine.hours import zone
from funnels.engine.journey import Journey
from funnels.engine.orders import OrderRef
from funnels.words import Word, say

if TYPE_CHECKING:
    from funnels.definition.schema import Stage

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TOAST_LIMIT = 200
"""Telegram's limits, in UTF-16 units of visible text."""


class Turn:
    """The journey as it becomes, the effects so far, and the words steps use to change both."""

    def __init__(self, script: Script, journey: Journey, now: datetime, lane: Lane) -> None:
        self.script = script
        self.journey = journey
        self.now = now
        self.lane: Lane = lane
        self.effects: list[Effect] = []

    # What is

    @property
    def place(self) -> Place:
        """Where the journey stands; only while it stands somewhere."""
        return self.script.places[self.journey.step]

    @property
    def stage(self) -> "Stage":
        """The stage the journey is in."""
        return self.script.stage(self.journey.stage)

    @property
    def entered_at(self) -> datetime:
        """When the step was entered (UTC)."""
        return self.journey.entered_at or self.now

    @property
    def zone(self) -> ZoneInfo:
        """The subscriber's time zone, or the funnel's while theirs is not known."""
        return zone(self.journey.subscriber.timezone or self.script.timezone)

    @property
    def deadline(self) -> datetime | None:
        """Until when the offer the journey stands at can be paid (UTC)."""
        name = getattr(self.place.step, "offer", None)
        return self.journey.deadlines.get(self._order(name)) if name else None

    def decent(self, moment: datetime) -> datetime:
        """The first moment of the sending hours from `moment` on (UTC)."""
        return (
            self.script.sending_hours.not_before(moment, self.zone) if self.script.sending_hours else moment
        )

    def decent_before(self, moment: datetime) -> datetime:
        """The last moment of the sending hours up to `moment` (UTC)."""
        return self.script.sending_hours.not_after(moment, self.zone) if self.script.sending_hours else moment

    def values(self) -> Mapping[str, object]:
        """What texts and conditions may use."""
        subscriber = self.journey.subscriber
        values: dict[str, object] = {
            **subscriber.attributes,
            "first_name": subscriber.first_name,
            "last_name": subscriber.last_name,
            "username": subscriber.username,
            "language": subscriber.language,
            "source": subscriber.source,
            "tags": sorted(subscriber.tags),
            "orders": [*subscriber.bought, *self._bought_here()],
        }
        return {name: value for name, value in values.items() if value != ""}

    def _bought_here(self) -> list[str]:
        prefix = f"{self.script.funnel}/"
        return [
            name.removeprefix(prefix) for name in self.journey.subscriber.bought if name.startswith(prefix)
        ]

    def has_bought(self, product: str) -> bool:
        """Whether the subscriber paid for a product of this funnel, in this walk or an earlier one."""
        return f"{self.script.funnel}/{product}" in self.journey.subscriber.bought

    def _offer_values(self) -> dict[str, object]:
        name = getattr(self.place.step, "offer", None) if self.journey.step else None
        if not name:
            return {}
        step, product = self.place.step, self.script.products[name]
        price = getattr(step, "price", None) or product.price
        stars = getattr(step, "stars", None) or product.stars
        old_price = getattr(step, "old_price", None)
        language = self.script.language
        values: dict[str, object] = {}
        if price is not None:
            values["price"] = format_money(price, language)
        if stars is not None:
            values["stars"] = stars
            values.setdefault("price", f"{stars} ⭐")
        if old_price is not None:
            values["old_price"] = format_money(old_price, language)
        if self.deadline:
            values["deadline"] = self.deadline.astimezone(self.zone)
            values["time_left"] = describe_duration(
                max(self.deadline - self.now, self.now - self.now), language
            )
        return values

    def plain(self, text: Text) -> str:
        """A label with its values, as plain text."""
        return text.render(self.values())

    # What happens

    def emit(self, effect: Effect) -> None:
        """Add an effect."""
        self.effects.append(effect)

    def change(self, **fields: Any) -> None:
        """Give the journey new values."""
        self.journey = replace(self.journey, **fields)

    def track(self, event: Event, *, part: int = 0, detail: str = "") -> None:
        """A fact about the step the journey stands at."""
        self.emit(Track(event=event, step=self._step_key(part), detail=detail))

    def _step_key(self, part: int) -> str:
        return f"{self.journey.step}#{part}" if part else self.journey.step

    def data(self, code: str, part: int) -> str:
        """The data of a button of the step the journey stands at."""
        return str(
            ButtonRef(
                funnel=self.journey.funnel,
                run=self.journey.run,
                revision=self.journey.revision,
                place=self.place.index,
                part=part,
                code=code,
            )
        )

    def button(self, text: Text, *, code: str, part: int, url: str = "") -> Button:
        """A button of the step the journey stands at."""
        return Button(text=self.plain(text), data=self.data(code, part), url=url)

    def send(
        self,
        text: Text,
        *,
        media: Media | None = None,
        buttons: tuple[tuple[Button, ...], ...] = (),
        part: int = 0,
        purpose: Purpose | None = None,
        order: str = "",
        **extra: object,
    ) -> None:
        """Send one of the script's texts; longer than Telegram takes, its values are cut, never its words."""
        limit = CAPTION_LIMIT if media else TEXT_LIMIT
        rendered = text.render({**self.values(), **self._offer_values(), **extra}, limit=limit)
        self.emit(
            SendMessage(
                text=rendered,
                media=media,
                buttons=buttons,
                lane=self.lane,
                purpose=purpose or ("follow_up" if part else "step"),
                step=self._step_key(part),
                order=order,
            )
        )

    def reply(
        self,
        word: Word,
        *,
        buttons: tuple[tuple[Button, ...], ...] = (),
        media: Media | None = None,
        purpose: Purpose = "reply",
        order: str = "",
        **values: str,
    ) -> None:
        """Say something in the bot's own words."""
        self.emit(
            SendMessage(
                text=say(word, self.script.language, **values),
                media=media,
                buttons=buttons,
                lane=self.lane,
                purpose=purpose,
                order=order,
            )
        )

    def toast(self, word: Word) -> None:
        """A short answer to a press, over the chat."""
        self.emit(ShowToast(text=say(word, self.script.language)[:TOAST_LIMIT]))

    def set_timer(self, name: str, due_at: datetime) -> None:
        """Wake this wait at a moment (UTC)."""
        self.emit(SetTimer(name=name, due_at=due_at, revision=self.journey.revision))

    def set_deadline(self, moment: datetime) -> None:
        """Until when the offer the journey stands at can be paid (UTC)."""
        name = getattr(self.place.step, "offer", "")
        self.change(deadlines={**self.journey.deadlines, self._order(name): moment})

    def _order(self, product: str) -> str:
        return str(
            OrderRef(
                subscriber=self.journey.subscriber.id,
                funnel=self.journey.funnel,
                run=self.journey.run,
                revision=self.journey.revision,
                product=self.script.product_number(product),
            )
        )

    def set_attribute(self, name: str, value: str) -> None:
        """Keep something learned about the subscriber."""
        subscriber = self.journey.subscriber
        self.change(subscriber=replace(subscriber, attributes={**subscriber.attributes, name: value}))
        self.track("attribute_set", detail=name)

    def tag(self, tag: str) -> None:
        """Put a tag on the subscriber."""
        subscriber = self.journey.subscriber
        if tag not in subscriber.tags:
            self.change(subscriber=replace(subscriber, tags=subscriber.tags | {tag}))
            self.track("tagged", detail=tag)

    def bought(self, product: str, order: str) -> None:
        """The subscriber is now a customer for this product."""
        subscriber = self.journey.subscriber
        self.change(
            subscriber=replace(subscriber, bought=(*subscriber.bought, f"{self.script.funnel}/{product}")),
            paid=self.journey.paid | {order},
            claimed=self.journey.claimed - {order},
        )

    def goal_met(self, goal: str) -> None:
        """Every stage with this goal that the journey has reached is passed, also one it has left since."""
        for stage in self.script.stages:
            if stage.goal == goal and stage.stage in self.journey.reached:
                self.pass_stage(stage)

    def pass_stage(self, stage: "Stage") -> None:
        """The stage's goal was met; counts once."""
        if stage.stage in self.journey.passed:
            return
        self.change(passed=self.journey.passed | {stage.stage})
        self.emit(StagePassed(stage=stage.stage))
        if stage.marks:
            self.track("marked", detail=stage.marks)

    def end(self, outcome: str) -> None:
        """The walk is over."""
        self.change(outcome=outcome)

    def press(self, ref: ButtonRef) -> str | None:
        """A button of the step the journey stands at, pressed or typed."""
        self.emit(Track(event="clicked", step=self._step_key(ref.part), detail=ref.code))
        if selling.is_pay_code(ref.code):
            selling.pressed(self, ref)
            return None
        return self.place.step.pressed(self, ref)
