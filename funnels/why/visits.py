"""Stays of a walk at the steps that wait, read from the facts: what each sent, and why it sent no more.

A stay begins with the step's own message and is over when the person has done what it waits for, its time is over, or
another step speaks. A step without a message of its own begins with its first follow-up.
"""

from dataclasses import dataclass, field
from datetime import datetime

from funnels.steps.gate import Gate
from funnels.steps.waiting import Waiting
from funnels.why.story import Fact, Story
from funnels.why.times import wanted

SPOKEN = ("delivered", "failed", "left_in_doubt")
"""Facts of a message that was sent, could not be, or may have been."""

_ANSWERS = ("answered", "skipped", "declined", "joined", "given_back", "event", "bought", "time_over")
"""Facts after which a journey does not stay at the step."""


@dataclass
class Visit:
    """One stay at one step.

    Attributes:
        over_at: when it ended (UTC); None: it has not.
        ended_by: the fact it ended by; empty: the walk went on for another reason.
        again: when the walk came to the step once more (UTC); None: it did not.
    """

    key: str
    began: datetime
    facts: list[Fact] = field(default_factory=list)
    over_at: datetime | None = None
    ended_by: str = ""
    again: datetime | None = None

    def had(self, *events: str) -> bool:
        """Whether any of these happened during it."""
        return any(fact.event in events for fact in self.facts)

    def since(self, event: str) -> datetime | None:
        """When this first happened during it."""
        return next((fact.at for fact in self.facts if fact.event == event), None)


def visits(story: Story) -> list[Visit]:
    """Every stay at a step with timed messages, in their order; the last one may go on."""
    found: list[Visit] = []
    for fact in story.facts:
        last = found[-1] if found and found[-1].over_at is None else None
        if _begins(story, fact, last):
            if last:
                last.over_at = fact.at
            for earlier in found:
                if earlier.key == fact.place and earlier.again is None:
                    earlier.again = fact.at
            found.append(Visit(key=fact.place, began=fact.at))
        elif last and fact.event == "ended":
            last.over_at = fact.at
        elif last and fact.place in (last.key, ""):
            last.facts.append(fact)
            if fact.place and _ends(story, fact):
                last.over_at, last.ended_by = fact.at, fact.event
    if found and found[-1].over_at is None and found[-1].key != story.journey.step:
        found[-1].over_at = found[-1].facts[-1].at if found[-1].facts else found[-1].began
    return [visit for visit in found if story.script.places[visit.key].step.last_part]


def _begins(story: Story, fact: Fact, last: Visit | None) -> bool:
    place = story.script.places.get(fact.place)
    if fact.event not in SPOKEN or place is None or (last and last.key == fact.place):
        return False
    return not fact.part or place.step.verb in ("wait", "handoff")


def _ends(story: Story, fact: Fact) -> bool:
    """At a gate an answer is only a look whether they have joined."""
    is_gate = isinstance(story.script.places[fact.place].step, Gate)
    return fact.event in _ANSWERS and not (is_gate and fact.event == "answered")


def unsent(story: Story, visit: Visit) -> dict[str, list[int]]:
    """The timed messages a stay that is over never came to, by the reason."""
    told = {
        fact.part
        for fact in story.facts
        if fact.place == visit.key and fact.event in (*SPOKEN, "not_sent")
        if visit.began <= fact.at and (visit.again is None or fact.at < visit.again)
    }
    found: dict[str, list[int]] = {}
    for part in range(1, story.script.places[visit.key].step.last_part + 1):
        if part not in told:
            found.setdefault(_why(story, visit, part), []).append(part)
    return found


def _why(story: Story, visit: Visit, part: int) -> str:
    step, asked = story.script.places[visit.key].step, visit.since("asked_to_pay")
    own = len(step.follow_ups) if isinstance(step, Waiting) else 0
    if part > own and not asked:
        return "unsent_unasked"
    if part <= own < step.last_part and asked:
        return "unsent_asked"
    if visit.had("stopped", "blocked") and not _had_time(story, visit, part, asked):
        return "unsent_silent"
    if visit.ended_by == "time_over":
        return "unsent_late"
    return "unsent_acted" if visit.ended_by else "unsent_gone"


def _had_time(story: Story, visit: Visit, part: int, asked: datetime | None) -> bool:
    """Whether the person, who was silent for a while, acted before the message was wanted."""
    due = wanted(story, visit.key, part, since=visit.began, asked=asked)
    acted = visit.ended_by not in ("", "time_over")
    return acted and due is not None and visit.over_at is not None and visit.over_at < due
