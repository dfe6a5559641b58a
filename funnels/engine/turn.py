"""One turn of a journey: what a step may see and do while one input is handled.

The only mutable thing of the engine: it lives from the call of `advance` to its return, only steps see it.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from funnels.engine import selling
from funnels.engine.buttons import ButtonRef
from funnels.engine.effects.facts import StagePassed, Track
from funnels.engine.effects.timers import CancelTimers, SetTimer
from funnels.engine.hours import zone
from funnels.engine.sale import is_pay_code
from funnels.engine.speech import Speech
from funnels.engine.subscriber import Attribute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from funnels.definition.schema import Stage


class Turn(Speech):
    """The words steps use to change the journey and what is known of the subscriber."""

    _cancelled = False

    def set_timer(self, name: str, due_at: datetime, *, of_step: bool = True) -> None:
        """Wake this wait, or else the journey wherever it stands, at a moment (UTC), at once if that is past."""
        revision = self.journey.revision if of_step else 0
        self.emit(SetTimer(name=name, due_at=max(due_at, self.now), revision=revision))

    def cancel_timers(self) -> None:
        """Forget what the step just left had set; steps that are only passed through set nothing."""
        if self.journey.step and not self._cancelled:
            self.emit(CancelTimers())
            self._cancelled = True

    def set_deadline(self, moment: datetime) -> None:
        """Until when the offer the journey stands at can be paid (UTC)."""
        for name in self.offered:
            self.change_order(self._order(name), closes_at=moment)

    def set_attribute(self, name: str, value: Attribute) -> None:
        """Keep something learned about the subscriber."""
        subscriber = self.journey.subscriber
        self.change(subscriber=replace(subscriber, attributes={**subscriber.attributes, name: value}))
        self.track("attribute_set", detail=name)

    def set_timezone(self, name: str) -> None:
        """From now on the subscriber's clock is that of this IANA zone."""
        self.change(subscriber=replace(self.journey.subscriber, timezone=name))
        self.zone = zone(name)

    def tag(self, tag: str) -> None:
        """Put a tag on the subscriber."""
        subscriber = self.journey.subscriber
        if tag not in subscriber.tags:
            self.change(subscriber=replace(subscriber, tags=subscriber.tags | {tag}))
            self.track("tagged", detail=tag)

    def untag(self, tag: str) -> None:
        """Take a tag off the subscriber."""
        subscriber = self.journey.subscriber
        if tag in subscriber.tags:
            self.change(subscriber=replace(subscriber, tags=subscriber.tags - {tag}))
            self.track("untagged", detail=tag)

    def take_part(self, experiment: str, variant: str) -> None:
        """The subscriber gets this variant from now on."""
        subscriber = self.journey.subscriber
        self.change(subscriber=replace(subscriber, variants={**subscriber.variants, experiment: variant}))

    def bought(self, product: str) -> None:
        """The subscriber is now a customer for this product."""
        subscriber = self.journey.subscriber
        bought = tuple(dict.fromkeys((*subscriber.bought, self.full_name(product))))
        self.change(subscriber=replace(subscriber, bought=bought, bought_at=self.now))

    def no_longer_has(self, product: str) -> None:
        """The money for it went back: the subscriber is no customer for this product."""
        subscriber, name = self.journey.subscriber, self.full_name(product)
        self.change(subscriber=replace(subscriber, bought=tuple(one for one in subscriber.bought if one != name)))

    def goal_met(self, goal: str) -> None:
        """Every stage with this goal that the journey has reached is passed, also one it has left since."""
        self._pass_reached(stage for stage in self.script.stages if stage.goal == goal)

    def was_sold(self, product: str) -> None:
        """The same for every stage whose goal is a payment for it."""
        self._pass_reached(stage for stage in self.script.stages if product in stage.sells)

    def _pass_reached(self, stages: "Iterable[Stage]") -> None:
        for stage in stages:
            if stage.stage in self.journey.reached:
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

    def clicked(self, ref: ButtonRef) -> None:
        """A button of any step was pressed, or a counted link of it was followed."""
        key = self.script.place_at(ref.place).key
        self.emit(Track(event="clicked", step=f"{key}#{ref.part}" if ref.part else key, detail=ref.code))

    def show_menu(self, number: int) -> None:
        """Show an entry of the menu; the journey stays where it is. IndexError if there is none of that number."""
        stands_at, self._here = self._here, self.script.menu[number]
        self.place.step.enter(self)
        self.track("menu_shown")
        self._here = stands_at

    def press(self, ref: ButtonRef) -> str | None:
        """A button of the step the journey stands at, pressed or typed."""
        if is_pay_code(ref.code):
            selling.pressed(self, ref, typed=True)
        elif self.place.step.has_button(ref.code, ref.part):
            self.clicked(ref)
            return self.place.step.pressed(self, ref)
        else:
            self.toast("step_is_over")
        return None
