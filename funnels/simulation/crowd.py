"""The people of a simulation on one clock: each does, some time after a step was reached, what chance has drawn."""

import heapq
import json
from collections.abc import Callable
from datetime import datetime
from itertools import count

from funnels.engine import goods_calls
from funnels.engine.buttons import ButtonRef
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects.orders import OpenOrder
from funnels.engine.effects.outside import Call, CheckMember
from funnels.engine.effects.shown import AskPayment, SendMessage
from funnels.engine.effects.timers import CancelTimers, SetTimer
from funnels.engine.inputs import Called, Input, MemberChecked, TimerFired
from funnels.engine.left import after
from funnels.engine.person import JourneyKey, OrderedEffect
from funnels.engine.receive import receive
from funnels.simulation.chance import Chance, Draw, draws
from funnels.simulation.estimates import default_estimates
from funnels.simulation.plans import Arrival, Intention, PendingTimer, Planned, Prospect
from funnels.simulation.tally import COUNTED, Tally

Progress = Callable[[datetime], None]
"""Told the moment (UTC) the simulation has come to."""


class Crowd:
    """All of them, what they have planned, and what follows from what they do."""

    def __init__(
        self, catalogue: Catalogue, *, chance: Chance, draws_by_funnel: dict[str, dict[str, Draw]], tally: Tally
    ) -> None:
        self.catalogue = catalogue
        self._chance = chance
        self._draws = draws_by_funnel
        self._tally = tally
        self._counted = (tally.funnel, 1)
        self._planned: list[tuple[datetime, int, Prospect, Planned]] = []
        self._numbers = count()
        self._left = catalogue.limits
        self.now: datetime

    def plan(self, at: datetime, who: Prospect, what: Planned) -> None:
        """It happens then (UTC); of two things at one moment the one planned first."""
        heapq.heappush(self._planned, (at, next(self._numbers), who, what))

    def live(self, until: datetime, do: "Do", progress: Progress) -> None:
        """Let everything happen that is planned before `until` (UTC), and what follows from it."""
        while self._planned and self._planned[0][0] < until:
            at, _, who, what = heapq.heappop(self._planned)
            self.now = at
            match what:
                case PendingTimer() if who.timers.get((what.journey, what.name)) is what:
                    del who.timers[what.journey, what.name]
                    funnel, run = what.journey
                    self.feed(who, TimerFired(funnel=funnel, run=run, revision=what.revision, name=what.name))
                case Arrival():
                    self.feed(who, what.input)
                case Intention() if _still_means_to(who, what):
                    do(self, who, what)
            progress(at)

    def feed(self, who: Prospect, input_: Input) -> None:
        """Something happens to a person: the engine moves them, and they think about what they see."""
        reaction = receive(self.catalogue, who.person, input_, self.now, self._left)
        self._left = after(self._left, reaction.effects)
        who.person = reaction.person
        for ordered in reaction.effects:
            self._take(who, ordered)
        for ordered in reaction.effects:
            if isinstance(check := ordered.effect, CheckMember):
                self._answer(who, check)
            elif isinstance(call := ordered.effect, Call) and call.key:
                self._hand_over(who, call)
        self._think(who)

    def _take(self, who: Prospect, ordered: OrderedEffect) -> None:
        effect, key = ordered.effect, ordered.journey
        match effect:
            case SetTimer() if key is not None:
                timer = PendingTimer(key, effect.name, effect.revision, next(self._numbers))
                who.timers[key, effect.name] = timer
                self.plan(effect.due_at, who, timer)
            case CancelTimers():
                who.timers = {name: timer for name, timer in who.timers.items() if name[0] != key or not timer.revision}
            case SendMessage(media=media):
                self._tally.sends(self.now, len(media.files) if media else 1)
            case AskPayment():
                self._tally.sends(self.now)
            case OpenOrder():
                who.opened = effect
        if key == self._counted:
            self._tally.take(who.person.subscriber.id, effect, self.now)
        if key is not None and isinstance(effect, SendMessage) and effect.purpose in COUNTED:
            step, _, part = effect.step.partition("#")
            who.newest[key, step] = int(part or 0)
            if not part:
                self._tempt(who, key, effect)

    def _answer(self, who: Prospect, check: CheckMember) -> None:
        """Telegram says at once whether somebody is in a channel; nobody is before a gate has asked them."""
        member = check.chat in who.channels
        self.feed(
            who,
            MemberChecked(
                funnel=check.funnel, run=check.run, revision=check.revision, member=member, first=check.first
            ),
        )

    def _hand_over(self, who: Prospect, call: Call) -> None:
        """Another system gives at once what was paid for."""
        answer = json.dumps(goods_calls.sample(self.catalogue.live[call.funnel], call.key))
        self.feed(
            who,
            Called(
                funnel=call.funnel, run=call.run, revision=call.revision, step="", ok=True, answer=answer, key=call.key
            ),
        )

    def _think(self, who: Prospect) -> None:
        """Whoever has come to a step makes up their mind about it, once."""
        if who.person.subscriber.reach != "active":
            return
        for journey in who.person.journeys:
            key = (journey.funnel, journey.run)
            if journey.ended or not journey.step or who.revisions.get(key) == journey.revision:
                continue
            who.revisions[key] = journey.revision
            draw = self._draw(journey.funnel, journey.step)
            if draw and (act := draw.move(self._chance)):
                what = Intention(key, journey.step, journey.revision, act, beside=False)
                self.plan(self.now + draw.delay(self._chance), who, what)

    def _tempt(self, who: Prospect, key: JourneyKey, message: SendMessage) -> None:
        """A message has links and selling buttons, whether or not the journey waits at it."""
        draw = self._draw(key[0], message.step)
        if draw is None or not draw.asides or (ref := ButtonRef.parse(message.buttons[0][0].data)) is None:
            return
        for act in draw.aside(self._chance):
            what = Intention(key, message.step, ref.revision, act, beside=True)
            self.plan(self.now + draw.delay(self._chance), who, what)

    def _draw(self, funnel: str, step: str) -> Draw | None:
        """How likely what is at a step; other funnels of the folder go by the assumptions."""
        if funnel not in self._draws:
            script = self.catalogue.live[funnel]
            self._draws[funnel] = draws(script, default_estimates(script))
        return self._draws[funnel].get(step)


def _still_means_to(who: Prospect, what: Intention) -> bool:
    """Not after blocking the bot, nor, unless it is beside the step, once the journey has gone on."""
    journey = who.person.journey(what.journey)
    stands = journey is not None and not journey.ended and journey.revision == what.revision
    return who.person.subscriber.reach == "active" and (what.beside or stands)


Do = Callable[[Crowd, Prospect, Intention], None]
