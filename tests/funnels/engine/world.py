"""One person and the funnels of a test, with verbs for what people do and everything the engine did about it."""

import html
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from msgspec.structs import replace

from funnels.definition.durations import parse_duration
from funnels.definition.methods import Method, Way
from funnels.definition.money import Money
from funnels.engine.buttons import ButtonRef
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StageLeft, StagePassed, StageReached
from funnels.engine.effects.shown import Button, SendMessage, ShowToast
from funnels.engine.inputs import (
    Answered,
    Blocked,
    Input,
    Paid,
    PaymentRefused,
    Pressed,
    Started,
    Stopped,
    TimerFired,
)
from funnels.engine.journey import Journey
from funnels.engine.orders import OrderRef
from funnels.engine.person import OrderedEffect, Person
from funnels.engine.subscriber import Subscriber
from funnels.walk import Walk
from tests.funnels.scripts import catalogue_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday."""

Kind = TypeVar("Kind", bound=Effect)


@dataclass(kw_only=True)
class World(Walk):
    """A walk that keeps every effect; `heard` are the texts since they were last asked for."""

    effects: list[OrderedEffect] = field(default_factory=list)
    _heard: int = 0

    def _take(self, ordered: OrderedEffect) -> None:
        self.effects.append(ordered)
        super()._take(ordered)

    # What the person does

    def start(self, payload: str = "") -> list[str]:
        return self.do(Started(payload=payload))

    def say(self, text: str = "", kind: str = "text") -> list[str]:
        return self.do(Answered(text=text, kind=kind))

    def press(self, label: str) -> list[str]:
        return self.do(Pressed(data=self.button(label).data))

    def stop(self) -> list[str]:
        return self.do(Stopped())

    def block(self) -> list[str]:
        return self.do(Blocked())

    def wait(self, duration: str) -> list[str]:
        self.later(parse_duration(duration))
        return self.heard()

    def buy(self, label: str, *, method: Method = "stars") -> list[str]:
        """Press a pay button and pay the order it opens."""
        self.press(label)
        return self.settle(next(reversed(self.orders)), method=method)

    def settle(
        self, order: str, *, method: Method = "stars", charge: str = "", money: Money | None = None
    ) -> list[str]:
        """Money arrives for an order: what was asked, or else the price of its product, unless it is said."""
        opened = self.orders.get(order)
        money = money or (opened.price if opened else self._price(order, method))
        charge = charge or f"charge-{len(self.effects)}"
        return self.do(Paid(order=order, method=method, money=money, charge=charge))

    def _price(self, order: str, method: Method) -> Money:
        ref = OrderRef.parse(order)
        script = self.catalogue.live.get(ref.funnel) if ref else None
        if ref is None or script is None or not ref.product < len(script.products):
            return Money(amount=100, currency="XTR")
        return script.products[script.product_name(ref.product)].price_by(Way(method))

    def refuse(self, order: str) -> list[str]:
        return self.do(PaymentRefused(order=order))

    def do(self, input_: Input) -> list[str]:
        self.feed(input_)
        return self.heard()

    # What there is

    def heard(self) -> list[str]:
        """Texts since the last time, without markup."""
        texts = [plain(shown) for shown in self.shown[self._heard :] if isinstance(shown, SendMessage | ShowToast)]
        self._heard = len(self.shown)
        return texts

    def button(self, label: str) -> Button:
        """The newest button whose words begin so."""
        return next(button for button in self.buttons() if button.text.startswith(label))

    def journey(self, funnel: str = "test", run: int = 1) -> Journey:
        found = self.person.journey((funnel, run))
        assert found is not None
        return found

    @property
    def at(self) -> str:
        return self.journey().step

    def all_of(self, kind: type[Kind]) -> list[Kind]:
        """Every effect of a kind, of all time."""
        return [ordered.effect for ordered in self.effects if isinstance(ordered.effect, kind)]

    def stages(self) -> list[str]:
        """The story of the stages: `+one` reached, `one!` passed, `-one` left without having been passed."""
        story = []
        for ordered in self.effects:
            match ordered.effect:
                case StageReached(stage=stage):
                    story.append(f"+{stage}")
                case StagePassed(stage=stage):
                    story.append(f"{stage}!")
                case StageLeft(stage=stage):
                    story.append(f"-{stage}")
        return story

    def timer(self, name: str) -> datetime:
        """When the pending timer of that name is due."""
        return next(timer.due_at for timer in self.timers if timer.name == name)

    def outage(self, duration: str) -> list[str]:
        """Time passes while nobody looks at timers; then all that are due fire, the earliest first."""
        self.now += parse_duration(duration)
        for timer in [timer for timer in self.timers if timer.due_at <= self.now]:
            if timer in self.timers:
                self.timers.remove(timer)
                funnel, run = timer.journey
                self.feed(TimerFired(funnel=funnel, run=run, revision=timer.revision, name=timer.name))
        return self.heard()


def plain(shown: SendMessage | ShowToast) -> str:
    """What is read in it, with ordinary spaces."""
    text = html.unescape(re.sub(r"<[^>]+>", "", shown.text)) if isinstance(shown, SendMessage) else shown.text
    return text.replace("\N{NO-BREAK SPACE}", " ")


def world(*scripts: str, now: datetime = NOON, timezone: str = "", catalogue: Catalogue | None = None) -> World:
    """A person called Anna before she has written anything."""
    anna = Subscriber(id=7, first_name="Anna", language="en", timezone=timezone)
    return World(catalogue=catalogue or catalogue_of(*scripts), now=now, person=Person(subscriber=anna))


def coded(button: Button, code: str, **other: int) -> Pressed:
    """A press of a button like that one, as a client that makes up data could send it."""
    ref = ButtonRef.parse(button.data)
    assert ref is not None
    return Pressed(data=str(replace(ref, code=code, **other)))


def hours(number: float) -> timedelta:
    return timedelta(hours=number)
