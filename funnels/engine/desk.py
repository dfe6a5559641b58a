"""One person on the desk: their journeys while one input is handled, and what the handlers do to them."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from funnels.definition.script import Script
from funnels.engine.advance import advance, answer_menu, move_clock, resume
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects import Effect
from funnels.engine.effects.shown import Button, SendMessage, ShowToast
from funnels.engine.effects.start_funnel import StartFunnel
from funnels.engine.inputs import EventReceived, Input, Started
from funnels.engine.journey import Journey
from funnels.engine.left import UNLIMITED, Left
from funnels.engine.person import JourneyKey, OrderedEffect, Person
from funnels.engine.walking import EndlessLoopError
from funnels.steps.base import Step
from funnels.words import Word, say

MOST_BEGUN = 10
"""Funnels one input may begin, each by a step of the one before."""

_BY_THEMSELVES = Started()


class Desk:
    """The person as they become while one input is handled."""

    def __init__(self, catalogue: Catalogue, person: Person, now: datetime, left: Left = UNLIMITED) -> None:
        self.catalogue = catalogue
        self.person = person
        self.now = now
        self.left = left
        self.effects: list[OrderedEffect] = []
        self._begun = 0

    def script(self, journey: Journey) -> Script | None:
        """The version the journey is pinned to; None if it was never accepted here."""
        return self.catalogue.pinned(journey.funnel, journey.version)

    def going(self) -> list[Journey]:
        """Journeys that go on, the one whose step began last first."""
        going = [journey for journey in self.person.journeys if not journey.ended and self.script(journey)]
        return sorted(going, key=lambda journey: journey.entered_at or self.now, reverse=True)

    def current(self, journey: Journey) -> Journey:
        """The journey and its subscriber as they are by now: an earlier step of this input may have changed both."""
        journey = self.person.journey((journey.funnel, journey.run)) or journey
        known = self.person.subscriber
        return journey if journey.subscriber is known else replace(journey, subscriber=known)

    def advance(self, journey: Journey, input_: Input) -> None:
        """Hand the input to the journey."""
        if script := self.script(journey):
            self.keep(*advance(script, self.current(journey), input_, self.now, self.left))

    def keep(self, new: Journey, effects: tuple[Effect, ...]) -> None:
        """What became of a journey, in place of what it was, and what must happen; a funnel it begins begins now."""
        key = (new.funnel, new.run)
        moved = new.subscriber.timezone != self.person.subscriber.timezone
        others = tuple(journey for journey in self.person.journeys if (journey.funnel, journey.run) != key)
        self.person = Person(subscriber=new.subscriber, journeys=(*others, new))
        self.effects.extend([OrderedEffect(key, effect) for effect in effects])
        if moved:
            self._move_clocks(key)
        for effect in effects:
            if isinstance(effect, StartFunnel) and (script := self.catalogue.live.get(effect.funnel)):
                self.begin(script)

    def _move_clocks(self, told: JourneyKey) -> None:
        for journey in self.going():
            if (journey.funnel, journey.run) != told and (script := self.script(journey)):
                self.keep(*move_clock(script, self.current(journey), self.now, self.left))

    def step(self, journey: Journey) -> Step | None:
        """The step the journey stands at."""
        script = self.script(journey)
        return script.places[journey.step].step if script and journey.step else None

    def is_due(self, script: Script) -> bool:
        """Whether the person may begin this funnel now: they never walked it, or may walk it again."""
        last = self.person.latest(script.funnel)
        return last is None or _may_walk_again(script, last, self.now)

    def begin(self, script: Script, by: Started | EventReceived = _BY_THEMSELVES) -> None:
        """Start a walk through this funnel; where that is not due, come back to the one there is if they asked for it.

        Raises EndlessLoopError where funnels begin each other without end.
        """
        last = self.person.latest(script.funnel)
        if last is not None and not self.is_due(script):
            if isinstance(by, Started):
                self.come_back(last, by)
            return
        self._begun += 1
        if self._begun > MOST_BEGUN:
            raise EndlessLoopError(f"{script.funnel}: funnels begin each other without end")
        journey = Journey(
            subscriber=self.person.subscriber,
            funnel=script.funnel,
            version=script.version,
            run=last.run + 1 if last else 1,
            started_at=self.now,
        )
        self.person = replace(self.person, journeys=(*self.person.journeys, journey))
        self.advance(journey, by)

    def visit(self, script: Script) -> Journey:
        """A walk that is not kept, for somebody who only looks at the menu."""
        return Journey(
            subscriber=self.person.subscriber, funnel=script.funnel, version=script.version, run=0, started_at=self.now
        )

    def show_menu(self, journey: Journey, script: Script, number: int) -> None:
        """Show an entry of the menu. Whoever walks no funnel yet gets it without buttons that need a walk."""
        new, effects = answer_menu(script, self.current(journey), number, self.now, self.left)
        if journey.run:
            self.keep(new, effects)
            return
        self.effects.extend(
            OrderedEffect(
                journey=None, effect=replace(effect, buttons=()) if isinstance(effect, SendMessage) else effect
            )
            for effect in effects
        )

    def say(self, word: Word, buttons: tuple[tuple[Button, ...], ...] = (), **filling: str) -> None:
        """Say something in the bot's own words that belongs to no journey."""
        message = SendMessage(text=say(word, self.language(), **filling), buttons=buttons, purpose="reply")
        self.effects.append(OrderedEffect(journey=None, effect=message))

    def toast(self, word: Word) -> None:
        """A short answer to a press that belongs to no journey."""
        toast = ShowToast(text=say(word, self.language()))
        self.effects.append(OrderedEffect(journey=None, effect=toast))

    def language(self) -> str:
        """The language of the funnel they were in last; before any, their own."""
        journeys = sorted(self.person.journeys, key=lambda journey: journey.started_at)
        script = (self.script(journeys[-1]) if journeys else None) or self.catalogue.default
        return script.language if script else self.person.subscriber.language

    def welcome_back(self) -> None:
        """The person is there again after /stop or a block: what stood still goes on."""
        if self.person.subscriber.reach == "active":
            return
        self.person = replace(self.person, subscriber=replace(self.person.subscriber, reach="active"))
        for journey in self.going():
            if script := self.script(journey):
                self.keep(*resume(script, self.current(journey), self.now, self.left))

    def come_back(self, journey: Journey, by: Started = _BY_THEMSELVES) -> None:
        """The person asks for this journey again: it shows where it stands, unless it has just spoken."""
        if not self._has_spoken:
            self.advance(journey, by)

    def answer_who_has_it_all(self) -> None:
        """A walk that began and ended without a word, as of who has bought all that it sells, is answered all the same.

        One that begins by waiting is silent as its script is.
        """
        begun = [journey for journey in self.person.journeys if journey.started_at == self.now]
        if begun and all(journey.ended for journey in begun) and not self._has_spoken:
            self.say("walk_is_over")

    @property
    def _has_spoken(self) -> bool:
        return any(isinstance(ordered.effect, SendMessage) for ordered in self.effects)


def _may_walk_again(script: Script, last: Journey, now: datetime) -> bool:
    again = script.file.start.again
    if not last.ended or again == "never":
        return False
    return not isinstance(again, timedelta) or now - last.started_at >= again
