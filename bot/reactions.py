"""How the people of a batch react to its inputs: all in memory, each input alone, one person's in their order."""

from collections.abc import Mapping
from datetime import datetime

import structlog
from msgspec.structs import replace

from bot.incoming import Incoming
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects import Effect
from funnels.engine.effects.orders import CancelSubscription, RecordRefund, RecordStrayPayment
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.inputs import Paid, Refunded
from funnels.engine.left import UNLIMITED, Left, after
from funnels.engine.person import OrderedEffect, Person, Reaction
from funnels.engine.receive import UnknownOrderError, receive
from funnels.engine.subscriber import Subscriber
from storage.writers.people import Change

log = structlog.get_logger()


class Reactions:
    """The people as they were, and what becomes of them."""

    def __init__(
        self, catalogue: Catalogue, people: Mapping[int, Person], now: datetime, left: Left = UNLIMITED
    ) -> None:
        self._catalogue = catalogue
        self._before = people
        self._after = dict(people)
        self._effects: dict[int, list[OrderedEffect]] = {}
        self._now = now
        self._left = left
        self.broken: dict[Incoming, Exception] = {}
        """What the engine could not handle, and why; money is written down all the same, and is not among it."""

    def react(self, incoming: Incoming) -> tuple[Effect, ...]:
        """Let the person react; the effects, none for an input the engine cannot handle."""
        who = incoming.subscriber
        reaction = self._reaction(_met(self._after.get(who), incoming, self._now), incoming)
        if reaction is None:
            return ()
        self._after[who] = reaction.person
        self._left = after(self._left, reaction.effects)
        self._effects.setdefault(who, []).extend(reaction.effects)
        return tuple([ordered.effect for ordered in reaction.effects])

    def changes(self) -> list[Change]:
        """Who became what; a stranger of whom nothing follows is nobody's subscriber."""
        return [
            Change(before=self._before.get(who), after=self._after[who], effects=tuple(effects))
            for who, effects in self._effects.items()
            if effects or who in self._before
        ]

    def _reaction(self, person: Person, incoming: Incoming) -> Reaction | None:
        try:
            return receive(self._catalogue, person, incoming.input, self._now, self._left)
        except UnknownOrderError:
            log.exception("payment without an order", subscriber=incoming.subscriber)
        except Exception as error:
            log.exception("input not handled", subscriber=incoming.subscriber, error=str(error))
            if not isinstance(incoming.input, Paid | Refunded):
                self.broken[incoming] = error
        if isinstance(incoming.input, Refunded):
            return _given_back(person, incoming.input)
        return _stray(person, incoming.input) if isinstance(incoming.input, Paid) else None


def _met(person: Person | None, incoming: Incoming, now: datetime) -> Person:
    """The person with the profile Telegram has just told."""
    person = person or Person(subscriber=Subscriber(id=incoming.subscriber, met_at=now))
    if incoming.profile is None:
        return person
    subscriber = replace(person.subscriber, **vars(incoming.profile))
    return person if subscriber == person.subscriber else replace(person, subscriber=subscriber)


def _stray(payer: Person, paid: Paid) -> Reaction:
    """Money that fits no order, or that nothing can be delivered for, is kept and put before the owners.

    A subscription that begins so takes no more.
    """
    effects: list[Effect] = [
        RecordStrayPayment(order=paid.order, method=paid.method, money=paid.money, charge=paid.charge, info=paid.info),
        NotifyOwners(
            about="stray_payment",
            order=paid.order,
            title="",
            money=paid.money,
            payer=payer.subscriber.id,
            details=paid.info.shown(payer.subscriber.language),
        ),
    ]
    if paid.recurring is not None and paid.recurring.first:
        effects.append(CancelSubscription(order=paid.order, charge=paid.charge, known=False))
    return Reaction(person=payer, effects=tuple(OrderedEffect(journey=None, effect=effect) for effect in effects))


def _given_back(payer: Person, refunded: Refunded) -> Reaction:
    """Money of no journey that went back is written down: the books are right also where nobody can be told."""
    return Reaction(person=payer, effects=(OrderedEffect(journey=None, effect=RecordRefund.of(refunded)),))
