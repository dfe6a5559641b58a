"""What the lines of a dialogue do: the person's part, and that of everybody and everything around them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Literal
from zoneinfo import ZoneInfo

from funnels.definition.findings import RefusedError
from funnels.definition.suggest import closest
from funnels.definition.visible import visible_text
from funnels.dialogue.lines import Happening, Reply
from funnels.dialogue.seen import goes_ahead, seen_text
from funnels.engine.buttons import ButtonRef
from funnels.engine.catalogue import SOURCE_MARK, Catalogue
from funnels.engine.commands import command_in
from funnels.engine.effects.shown import AskPayment
from funnels.engine.effects.staff import NotifyStaff, StaffNotice
from funnels.engine.inputs import Answered, EventReceived, Pressed, Started, Stopped, SubscriptionChanged
from funnels.engine.person import Person
from funnels.engine.subscriber import Subscriber
from funnels.steps.waiting import folded
from funnels.walk import SENT, Sendable, Walk

BEGIN = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Moscow")).astimezone(UTC)
"""Monday noon in Moscow: every dialogue begins then, so weekdays and hours in it are the same for ever."""

PERSON = 1
"""The Telegram id of the person of every dialogue."""


class CannotError(RefusedError):
    """A line asks for what nobody can do at that moment."""


class Acts:
    """A fresh person, their walk, and what they and staff have not read yet."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        source: str = "",
        variants: Mapping[str, str] | None = None,
        sold: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        subscriber = Subscriber(
            id=PERSON, first_name="Анна", username="anna", language="ru", met_at=BEGIN, variants=dict(variants or {})
        )
        bought = {
            (funnel, product, code): count
            for name, count in sold.items()
            for product, _, code in [name.partition(" ")]
            for funnel in catalogue.live
        }
        self.walk = Walk(catalogue=catalogue, now=BEGIN, person=Person(subscriber=subscriber), sold=bought)
        self._source = source
        self._shown = 0
        self._notices = 0
        self._acts: Mapping[str, Callable[[Any], None]] = {
            "user": self._write,
            "press": self._press,
            "send": self._send,
            "join": self.walk.join,
            "later": self._later,
            "pay": self._pay,
            "confirm": self._confirm,
            "refund": self._refund,
            "subscription": self._subscription,
            "staff": self._staff,
            "called": self._called,
            "event": self._happen,
        }

    def do(self, key: str, value: Any) -> None:
        """Do what a line says, with all that came before read.

        Raises:
            CannotError: it cannot be done now.
            EndlessLoopError: the script never waits.
        """
        self.read_chat()
        self.read_notices()
        self._acts[key](value)

    @property
    def unread(self) -> list[str]:
        """What the bot has said since the chat was read; media whose text is the next message are part of that."""
        return [seen_text(shown) for shown in self.walk.shown[self._shown :] if not goes_ahead(shown)]

    @property
    def unread_notices(self) -> list[str]:
        """What staff have been told since they read."""
        return [visible_text(notice.text) for notice in self.walk.notices[self._notices :]]

    def read_chat(self) -> None:
        """Nothing in the chat is unread any more."""
        self._shown = len(self.walk.shown)

    def read_notices(self) -> None:
        """Nor in what staff were told."""
        self._notices = len(self.walk.notices)

    def _write(self, text: str) -> None:
        command = command_in(text)
        if command and command.name == "start":
            payload = command.arguments
            if self._source:
                payload, self._source = f"{payload}{SOURCE_MARK}{self._source}" if payload else self._source, ""
            self.walk.feed(Started(payload=payload))
        elif command and command.name == "stop":
            self.walk.feed(Stopped())
        else:
            self.walk.feed(Answered(text=text))

    def _press(self, text: str) -> None:
        for button in self.walk.buttons():
            if folded(button.text) == folded(text):
                self.walk.press(button)
                return
        known = list(dict.fromkeys(button.text for button in self.walk.buttons()))
        if guess := closest(text, known):
            remedy = f"did you mean «{guess}»?"
        elif known:
            remedy = f"there are {', '.join(f'«{one}»' for one in known)}"
        else:
            remedy = "there is none at all"
        raise CannotError(f"there is no button «{text}» in the chat", remedy)

    def _send(self, kind: Sendable) -> None:
        self.walk.feed(SENT[kind])

    def _later(self, span: timedelta) -> None:
        self.walk.later(span)

    def _pay(self, product: str) -> None:
        """Through the newest pay button, as a person would, or what was asked already; never by hand."""
        for asked in self.walk.asked_to_pay():
            order = self.walk.orders[asked.order]
            closed = order.expires_at is not None and order.expires_at <= self.walk.now
            if order.product == product and not closed:
                self.walk.pay(asked.order, method=asked.method)
                return
        if self._buy(product):
            return
        for button in [button for button in self.walk.buttons() if ":back." in button.data]:
            self.walk.feed(Pressed(data=button.data))
            if self._buy(product):
                return
        if any(order.contact_asked for journey in self.walk.person.journeys for order in journey.orders.values()):
            raise CannotError(
                "the bot has asked where the receipt goes", "let the person say it first: user: anna@example.com"
            )
        raise CannotError(
            f"«{product}» cannot be paid now",
            "pay it while an offer that sells it is open in the chat, otherwise than by hand",
        )

    def _buy(self, product: str) -> bool:
        """By a button that asks for the payment, or else by one that first asks how to pay; whether there was one."""
        return any(map(self._pay_by, self._selling("pay", product))) or any(
            self._pay_by(data) or any(map(self._pay_by, self._selling("pay", product)))
            for data in self._selling("buy", product)
        )

    def _pay_by(self, data: str) -> bool:
        """Press a selling button, and pay if that asks for it at once."""
        newest = next(reversed(self.walk.feed(Pressed(data=data))), None)
        if not isinstance(newest, AskPayment):
            return False
        self.read_chat()
        self.walk.pay(newest.order, method=newest.method)
        return True

    def _selling(self, kind: str, product: str) -> list[str]:
        """The buttons that sell the product otherwise than by hand, the newest first."""
        refs = [ref for button in self.walk.buttons() if (ref := ButtonRef.parse(button.data))]
        return [str(ref) for ref in refs if self._sells(ref, kind, product)]

    def _sells(self, ref: ButtonRef, kind: str, product: str) -> bool:
        script, (found, _, rest) = self.walk.catalogue.live.get(ref.funnel), ref.code.partition(".")
        way, _, number = rest.rpartition(".")
        if script is None or found != kind or way.startswith("manual"):
            return False
        return script.product_name(int(number)) == product

    def _confirm(self, product: str) -> None:
        for order in reversed(self.walk.claims):
            if self.walk.orders[order].product == product:
                self.walk.pay(order, method="manual")
                return
        raise CannotError(f"nobody says they paid «{product}» by hand", "let the person press the button that says so")

    def _refund(self, product: str) -> None:
        for order in reversed(self.walk.paid()):
            if self.walk.orders[order].product == product:
                self.walk.pay_back(order)
                return
        raise CannotError(f"nobody has paid «{product}»", "let the person pay it first")

    def _subscription(self, what: Literal["cancelled", "restored", "out of stars"]) -> None:
        """What becomes of the newest subscription, in Telegram's own settings."""
        if not self.walk.subscriptions:
            raise CannotError("there is no subscription", "let the person pay for one first")
        newest = self.walk.subscriptions[-1]
        if what == "out of stars":
            newest.stars = False
            return
        newest.state = "cancelled" if what == "cancelled" else "active"
        self.walk.feed(SubscriptionChanged(order=newest.order, state=newest.state))

    def _staff(self, act: Literal["done", "give back"] | Reply) -> None:
        """What somebody of the staff does about the newest thing they were told of that kind."""
        if isinstance(act, Reply):
            self.walk.staff(
                self._notice("can be replied to", "handoff", "said", "asked", "wanted"), "replied", act.reply
            )
        elif act == "done":
            self.walk.staff(self._notice("is to be done", "task", "task_late"), "done")
        else:
            self.walk.staff(self._notice("can be given back", "handoff", "said"), "given_back")

    def _notice(self, what: str, *about: StaffNotice) -> NotifyStaff:
        for notice in reversed(self.walk.notices):
            if notice.about in about:
                return notice
        raise CannotError(f"staff were told nothing that {what}", "put the line after the step that tells them")

    def _called(self, answer: Any) -> None:
        if not self.walk.calls:
            raise CannotError(
                "no web address has been called that has not answered yet", "put the line after the `call` step"
            )
        self.walk.answer_call(None if answer == "failed" else answer)

    def _happen(self, event: Happening) -> None:
        self.walk.feed(EventReceived(name=event.name, values=event.values))
