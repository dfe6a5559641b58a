"""Whatever can happen to the money of a few people, in any order, through the doors by which it really comes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from msgspec.structs import replace

from funnels.definition.money import Money
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import Track
from funnels.engine.effects.orders import MoveOrder, OpenOrder, PaymentKind, RecordPayment, RecordRefund
from funnels.engine.journey import Journey
from funnels.engine.person import Person
from funnels.engine.subscriber import Subscriber
from storage import refunds
from storage.database import Database
from storage.slices import Counting
from tests.storage.stories import NOW, change, keep, known, person

ZONE = ZoneInfo("America/New_York")
"""Its clocks go forward on the 8th of March 2026, while the stories last."""

ACTS = (
    "opens",
    "pays",
    "pays_short",
    "pays_again",
    "renews",
    "is_taken",
    "is_cancelled",
    "part_back",
    "whole_back",
    "back_undone",
    "varies",
    "buys",
    *(3 * ("pays", "pays_short", "is_taken", "part_back", "back_undone")),
)
"""What undoes something is told more often, so that there is something to undo."""

_KINDS: dict[str, PaymentKind] = {"pays": "whole", "pays_short": "short", "pays_again": "extra", "renews": "renewal"}


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that happens to an order of a walk, so many hours after the last one."""

    kind: str
    who: int
    run: int
    number: int
    money: Money
    hours: int


acts = st.lists(
    st.builds(
        Act,
        kind=st.sampled_from(ACTS),
        who=st.integers(1, 2),
        run=st.integers(1, 2),
        number=st.integers(0, 1),
        money=st.builds(Money, amount=st.integers(1, 5), currency=st.sampled_from(("RUB", "XTR"))),
        hours=st.integers(0, 40),
    ),
    min_size=3,
    max_size=30,
)


@dataclass
class Story:
    """One funnel with its people, whose ids begin at a number of their own."""

    database: Database
    number: int
    now: datetime = NOW
    walks: dict[int, Person] = field(default_factory=dict)
    charges: dict[str, list[str]] = field(default_factory=dict)
    """By order, the newest last."""
    currencies: dict[str, str] = field(default_factory=dict)
    """By charge."""
    refunds: list[RecordRefund] = field(default_factory=list)

    @property
    def funnel(self) -> str:
        return f"funnel-{self.number}"

    async def tell(self, told: Sequence[Act]) -> None:
        for act in told:
            self.now += timedelta(hours=act.hours)
            if act.kind == "back_undone":
                await self._undo()
            elif effect := self._effect(act):
                await self._does(act, effect)

    async def _does(self, act: Act, *effects: Effect) -> None:
        """The walk begins with the first thing that happens in it."""
        id_ = self.number * 10 + act.who
        loaded = (await known(self.database, id_)).people.get(id_)
        (journey,) = person(id_, funnel=self.funnel, run=act.run).journeys
        found = loaded.journey((self.funnel, act.run)) if loaded else None
        subscriber = loaded.subscriber if loaded else self._meets(act, journey.subscriber)
        journey = found or replace(journey, subscriber=subscriber, started_at=self.now, version=1 + act.number)
        after = Person(subscriber=subscriber, journeys=(self._moved(act, journey),))
        await keep(self.database, change(after, *effects, before=loaded), now=self.now, counting=Counting(zone=ZONE))

    def _moved(self, _act: Act, journey: Journey) -> Journey:
        """Where the walk is now."""
        return journey

    def _meets(self, act: Act, somebody: Subscriber) -> Subscriber:
        """Whoever comes for the first time."""
        return replace(somebody, source=f"s-{act.who % 2}")

    async def _undo(self) -> None:
        """The newest refund turns out not to have been done."""
        if self.refunds:
            told = self.refunds.pop()
            async with self.database.write() as conn:
                refund = refunds.Refund(
                    name=told.refund,
                    order=told.order,
                    charge=told.charge,
                    method="stars",
                    payer=0,
                    money=told.money,
                    reason="",
                    staff=0,
                    attempts=0,
                )
                await refunds.undo(conn, refund, "no such card", self.now, ZONE)

    def _effect(self, act: Act) -> Effect | None:
        order = f"{self.number * 10 + act.who}:{self.funnel}:{act.run}:{act.number}:0"
        product = f"p{act.number}"
        simple: dict[str, Effect] = {
            "opens": OpenOrder(
                order=order,
                product=product,
                title="",
                price=act.money,
                method="stars",
                expires_at=None,
                step=("quote.1", "core.2")[act.number % 2],
            ),
            "is_cancelled": MoveOrder(order=order, to="cancelled", staff=1),
            "varies": Track(event="variant", step="quote.1", detail=f"price={act.money.amount % 2}"),
            "buys": Track(event="bought", detail=product),
        }
        return simple.get(act.kind) or self._money(act, order, product)

    def _money(self, act: Act, order: str, product: str) -> Effect | None:
        charges = self.charges.setdefault(order, [])
        if kind := _KINDS.get(act.kind):
            charges.append(f"{order}-{len(charges)}")
            self.currencies[charges[-1]] = act.money.currency
            return RecordPayment(
                order=order,
                product=product,
                method=("stars", "yookassa")[act.money.amount % 2],
                money=act.money,
                charge=charges[-1],
                kind=kind,
            )
        if not charges:
            return None
        if act.kind == "is_taken":
            return MoveOrder(order=order, to="paid", staff=1, charge=charges[-1])
        self.refunds.append(
            RecordRefund(
                refund=f"{charges[-1]}-{act.hours % 3}",
                order=order,
                charge=charges[-1],
                money=Money(amount=act.money.amount, currency=self.currencies[charges[-1]]),
                closes=act.kind == "whole_back",
                reason="",
                staff=1,
            )
        )
        return self.refunds[-1]
