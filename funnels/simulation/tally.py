"""What a simulation counts: the same rows that storage counts from facts, and the load and the money beside them."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from funnels.analytics.messages import messages_of
from funnels.analytics.percentile import percentile
from funnels.analytics.rows import StageRow, StepRow
from funnels.definition.money import Money
from funnels.definition.script import Script
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StageLeft, StagePassed, StageReached, Track
from funnels.engine.effects.orders import OpenOrder, RecordPayment
from funnels.engine.effects.shown import SendMessage

COUNTED = ("step", "follow_up")
"""Purposes of messages that are counted in the step figures."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class _Passage:
    reached_at: datetime
    passed_at: datetime | None = None
    left: bool = False


class Tally:
    """Counts the first walks through one funnel, and every message of all."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self.funnel = script.funnel
        self._passages: dict[str, dict[int, _Passage]] = {stage.stage: {} for stage in script.stages}
        self._delivered: Counter[str] = Counter()
        self._people: dict[tuple[str, str], set[int]] = {}
        self.started = 0
        self.by_minute: Counter[int] = Counter()
        """Messages of every funnel by the minute, counted from 1970."""
        self.orders: dict[str, str] = {}
        """By name, the step each arose at."""
        self.paid: Counter[str] = Counter()
        """Payments by product."""
        self.revenue: Counter[str] = Counter()
        """Minor units by currency."""

    def sends(self, now: datetime, messages: int = 1) -> None:
        """So many messages of any funnel, or of none; an album is as many as it has items."""
        self.by_minute[(now - EPOCH) // MINUTE] += messages

    def take(self, who: int, effect: Effect, now: datetime) -> None:
        """Something followed in a first walk through the funnel."""
        if count := _COUNTS.get(type(effect)):
            count(self, who, effect, now)

    def reaches(self, who: int, effect: StageReached, now: datetime) -> None:
        """The journey is in the stage; the first time counts."""
        self._passages[effect.stage].setdefault(who, _Passage(now)).left = False

    def passes(self, who: int, effect: StagePassed, now: datetime) -> None:
        """The stage's goal was met; the first time counts."""
        passage = self._passages[effect.stage][who]
        passage.passed_at = passage.passed_at or now

    def leaves(self, who: int, effect: StageLeft, now: datetime) -> None:  # noqa: ARG002  # every count has this form
        """The journey is no longer in the stage."""
        self._passages[effect.stage][who].left = True

    def notes(self, who: int, effect: Track, now: datetime) -> None:  # noqa: ARG002  # every count has this form
        """A fact of the step figures."""
        if effect.event == "started":
            self.started += 1
        elif effect.event in ("clicked", "answered", "asked_to_pay"):
            self._people.setdefault((effect.step, effect.event), set()).add(who)

    def delivers(self, who: int, effect: SendMessage, now: datetime) -> None:  # noqa: ARG002  # every count has this form
        """A message has arrived, as all do."""
        if effect.purpose in COUNTED:
            self._delivered[effect.step] += 1

    def opens(self, who: int, effect: OpenOrder, now: datetime) -> None:  # noqa: ARG002  # every count has this form
        """An intent to buy."""
        self.orders[effect.order] = effect.step

    def is_paid(self, who: int, effect: RecordPayment, now: datetime) -> None:  # noqa: ARG002  # as the others
        """Money arrived."""
        self.paid[effect.product] += 1
        self.revenue[effect.money.currency] += effect.money.amount
        self._people.setdefault((self.orders.get(effect.order, ""), "paid"), set()).add(who)

    def reached(self, stage: str) -> bool:
        """Whether anybody has."""
        return bool(self._passages[stage])

    def stages(self) -> tuple[StageRow, ...]:
        """A row for each stage of the script, in its order."""
        return tuple(self._stage(stage.stage, stage.title or stage.stage) for stage in self._script.stages)

    def _stage(self, name: str, title: str) -> StageRow:
        passages = self._passages[name].values()
        lengths = sorted((one.passed_at - one.reached_at).total_seconds() for one in passages if one.passed_at)
        lost = sum(1 for one in passages if one.left and not one.passed_at)
        return StageRow(
            stage=name,
            title=title,
            reached=len(passages),
            passed=len(lengths),
            lost=lost,
            inside=len(passages) - len(lengths) - lost,
            median_seconds=percentile(lengths, 0.5),
            p90_seconds=percentile(lengths, 0.9),
        )

    def steps(self) -> tuple[StepRow, ...]:
        """A row for each message of the script, in its order; every message arrives."""
        return tuple(
            StepRow(
                stage=message.key.partition(".")[0],
                step=message.key,
                label=message.label,
                sent=self._delivered[message.key],
                delivered=self._delivered[message.key],
                failed=0,
                clicked=self._count(message.key, "clicked"),
                answered=self._count(message.key, "answered"),
                asks=message.asks,
                sells=message.sells,
                asked_to_pay=self._count(message.key, "asked_to_pay"),
                paid=self._count(message.key, "paid"),
            )
            for message in messages_of(self._script)
        )

    def _count(self, step: str, did: str) -> int:
        return len(self._people.get((step, did), ()))

    def money(self) -> tuple[Money, ...]:
        """The revenue, an amount a currency."""
        return tuple(Money(amount=amount, currency=currency) for currency, amount in sorted(self.revenue.items()))


_COUNTS: Mapping[type[Effect], Callable[[Tally, int, Any, datetime], None]] = {
    SendMessage: Tally.delivers,
    StageReached: Tally.reaches,
    StagePassed: Tally.passes,
    StageLeft: Tally.leaves,
    Track: Tally.notes,
    OpenOrder: Tally.opens,
    RecordPayment: Tally.is_paid,
}
