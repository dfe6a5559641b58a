"""Row 10: how many inputs a second the engine takes, in memory, on one core.

`advance` is pure, so a month of a flagship script is played once by people who act by chance, and what is
measured is the engine alone: the same inputs to the same journeys again.
"""

import json
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

from bench.result import Result
from funnels.definition.load import load
from funnels.dialogue.acts import BEGIN
from funnels.engine.advance import advance
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects.shown import AskPayment, SendMessage
from funnels.engine.inputs import Answered, Input, Pressed, Started
from funnels.engine.journey import Journey, state_to_json
from funnels.engine.person import Person
from funnels.engine.subscriber import Subscriber
from funnels.walk import Shown, Walk

SCRIPT = Path("funnels/scripts/relationships/funnel.yaml")
PEOPLE = 200
ROUNDS = 25
TARGET = 30_000

ACTS, WRITES, PAYS = 0.4, 0.3, 0.5
"""How likely a person acts before the next timer, then writes instead of pressing, and pays an invoice."""


@dataclass(kw_only=True)
class RecordedWalk(Walk):
    """A walk that keeps every input, with the journey as it was before."""

    moments: list[tuple[Journey, Input, datetime]] = field(default_factory=list)

    def feed(self, input_: Input) -> list[Shown]:
        """Keep it, and let it happen."""
        journey = self.person.journeys[0] if self.person.journeys else self._new()
        self.moments.append((journey, input_, self.now))
        return super().feed(input_)

    def _new(self) -> Journey:
        (script,) = self.catalogue.live.values()
        subscriber = self.person.subscriber
        return Journey(subscriber=subscriber, funnel=script.funnel, version=script.version, started_at=self.now)


def measure() -> list[Result]:
    """Several rounds over the same moments.

    The best one counts: whatever else the machine does only ever adds to a round (`timeit.Timer.repeat` of Python's
    documentation says the same). The median stands beside it.
    """
    script = load(SCRIPT)
    catalogue = Catalogue(live={script.funnel: script})
    moments = [moment for number in range(PEOPLE) for moment in _live(catalogue, number)]
    steps = sum(advance(script, *moment)[0].revision - moment[0].revision for moment in moments)
    states = [state_to_json(journey) for journey, _, _ in moments]

    def engine() -> None:
        for journey, input_, now in moments:
            advance(script, journey, input_, now)

    def yardstick() -> None:
        for state in states:
            json.dumps(json.loads(state), ensure_ascii=False, separators=(",", ":"))

    rounds = [(_seconds(engine), _seconds(yardstick)) for _ in range(ROUNDS)]
    seconds = min(engine for engine, _ in rounds)
    median = statistics.median(engine for engine, _ in rounds)
    ratio = statistics.median(engine / yardstick for engine, yardstick in rounds)
    rate = len(moments) / seconds
    kinds = Counter(type(input_).__name__ for _, input_, _ in moments)
    mix = ", ".join(f"{count / len(moments):.0%} {kind}" for kind, count in kinds.most_common())
    return [
        Result(
            name="engine, inputs a second on one core",
            figure=f"{rate:,.0f}",
            target=f"≥ {TARGET:,}",
            reached=rate >= TARGET,
            raw=f"median {len(moments) / median:,.0f}; "
            f"an input costs {ratio:.1f} times `json` reading and writing its journey; "
            f"{steps / seconds:,.0f} steps entered/s; {mix}",
        )
    ]


def _live(catalogue: Catalogue, number: int) -> list[tuple[Journey, Input, datetime]]:
    """Everything that happens to one person until nothing more will."""
    chance = Random(number)
    person = Person(subscriber=Subscriber(id=number + 1, first_name="Анна", username="anna", language="ru"))
    walk = RecordedWalk(catalogue=catalogue, now=BEGIN, person=person)
    walk.feed(Started())
    while walk.timers:
        if chance.random() < ACTS:
            _act(walk, chance)
        else:
            walk.later(walk.timers[0].due_at - walk.now)
    return walk.moments


def _act(walk: RecordedWalk, chance: Random) -> None:
    """Write, or press a button of the newest message that has some; an invoice may be paid at once."""
    buttons = next(shown.buttons for shown in reversed(walk.shown) if isinstance(shown, SendMessage) and shown.buttons)
    answering = [button for row in buttons for button in row if not button.url]
    if chance.random() < WRITES or not answering:
        walk.feed(Answered(text="anna@example.com"))
        return
    shown = walk.feed(Pressed(data=chance.choice(answering).data))
    if shown and isinstance(invoice := shown[-1], AskPayment) and chance.random() < PAYS:
        walk.pay(invoice.order, method="stars")
    while walk.claims:
        walk.pay(walk.claims.pop(), method="manual")


def _seconds(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
