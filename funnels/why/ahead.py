"""Where a walk stands and what comes next: what the bot waits for, what is still to be sent, and what will not be."""

from collections.abc import Iterator
from datetime import datetime

from funnels.definition.script import END, FINISH
from funnels.steps.gate import Gate
from funnels.steps.offer import ABANDONED
from funnels.steps.wait import OVER, Wait
from funnels.steps.waiting import FOLLOW_UP, WITHIN, Waiting
from funnels.why.names import Names
from funnels.why.story import Due, Line, Story, Value
from funnels.why.times import wanted
from funnels.why.visits import SPOKEN

_BESIDE = {
    "access_ends": "access_ends_at",
    "access_remind": "access_reminds_at",
    "claim_waits": "claim_waits_at",
    "claim_takes_longer": "claim_longer_at",
    "task": "task_late_at",
}
"""Timers that belong to no step, by what their names begin with."""

_WAITS = {
    "message": "waits_press",
    "ask": "waits_answer",
    "gate": "waits_join",
    "offer": "waits_payment",
    "wait": "waits_time",
    "call": "waits_system",
    "handoff": "waits_staff",
}


def ahead(story: Story) -> list[Line]:
    """The lines, in the order they are read."""
    names, reach = Names(story.script), story.journey.subscriber.reach
    lines = list(_standing(story, names))
    if reach != "active":
        lines.append(Line(what=f"silent_{reach}"))
    lines.extend(_queued(story, names))
    lines.extend(_bills(story))
    lines.extend(line for timer in sorted(story.timers) if (line := _timer(story, names, timer)))
    if not story.journey.ended:
        lines.extend(_never(story, names))
    lines.extend(Line(what="other_funnel", values={"funnel": title}) for title in story.others)
    return lines


def _standing(story: Story, names: Names) -> Iterator[Line]:
    journey = story.journey
    if journey.ended or not journey.step:
        yield Line(what="walk_over")
        return
    where = {"stage": names.stage(journey.stage), "step": names.step(journey.step)}
    yield Line(what="stands", at=journey.entered_at, step=journey.step, values=where)
    step = story.script.places[journey.step].step
    what, values = _WAITS.get(step.verb, "waits_time"), dict[str, Value]()
    if step.verb == "message":
        values["detail"] = names.buttons(journey.step)
    elif isinstance(step, Gate):
        values["detail"] = str(step.gate)
    elif step.offered:
        values["detail"] = names.products(step.offered)
    elif isinstance(step, Wait) and (events := _events(step)):
        what, values["detail"] = "waits_event", ", ".join(events)
    yield Line(what=what, step=journey.step, values=values)
    if journey.held:
        yield Line(what="held", step=journey.step)


def _events(step: Wait) -> tuple[str, ...]:
    return tuple(getattr(step.wait, "for_", ()))


def _queued(story: Story, names: Names) -> Iterator[Line]:
    for row in story.queued:
        step = names.step(row.step) if row.step else ""
        what = "on_its_way" if not row.reason else "told_to_wait" if row.reason == "429" else "postponed"
        yield Line(what=what, at=row.due_at, step=row.step, values={"step": step, "reason": row.reason})


def _bills(story: Story) -> Iterator[Line]:
    for bill in story.bills:
        if bill.status != "open":
            continue
        if bill.claimed_at:
            yield Line(what="order_claimed", at=bill.claimed_at, values={"detail": bill.title})
        else:
            what = "order_open_until" if bill.closes_at else "order_open"
            yield Line(what=what, at=bill.closes_at, values={"detail": bill.title})


def _timer(story: Story, names: Names, timer: Due) -> Line | None:
    """What the timer is for; None for one of a step that was left."""
    journey = story.journey
    for begins, what in _BESIDE.items():
        if timer.name.startswith(begins):
            return Line(what=what, at=timer.due_at)
    if timer.name in (WITHIN, OVER) and journey.step:
        return _end(story, names, timer)
    part = part_of(story, timer.name)
    if not part or _gives_way(story, part):
        return None
    key = f"{journey.step}#{part}"
    due = _wanted(story, part)
    values: dict[str, Value] = {"step": names.step(key)}
    if due is not None and due < timer.due_at:
        return Line(what="next_put_off", at=timer.due_at, step=key, values={**values, "due": due})
    return Line(what="next", at=timer.due_at, step=key, values=values)


def _end(story: Story, names: Names, timer: Due) -> Line:
    """The end of the wait, and where it leads."""
    place = story.script.places[story.journey.step]
    closes = getattr(place.step, "deadline", None) is not None
    target = place.exits["next" if timer.name == OVER else "expired" if closes else "otherwise"]
    leads = "end" if target in (FINISH, END) else "to"
    what = "wait_over" if timer.name == OVER else "time_ends"
    return Line(what=f"{what}_{leads}", at=timer.due_at, step=place.key, values={"step": names.target(target)})


def part_of(story: Story, timer: str) -> int:
    """The number of the message a timer of the step is for; 0: of none."""
    kind, _, number = timer.partition(".")
    step = story.script.places[story.journey.step].step if story.journey.step else None
    if not isinstance(step, Waiting) or not number.isdecimal() or kind not in (FOLLOW_UP, ABANDONED):
        return 0
    return int(number) + (len(step.follow_ups) if kind == ABANDONED else 0)


def _wanted(story: Story, part: int) -> datetime | None:
    journey = story.journey
    if journey.entered_at is None:
        return None
    return wanted(story, journey.step, part, since=journey.entered_at, asked=_asked_at(story))


def _gives_way(story: Story, part: int) -> bool:
    """Whether it is a follow-up of an offer that reminds of the payment instead, since they have asked to pay."""
    step = story.script.places[story.journey.step].step if story.journey.step else None
    is_follow_up = isinstance(step, Waiting) and 0 < part <= len(step.follow_ups) < step.last_part
    return is_follow_up and _asked_at(story) is not None


def _asked_at(story: Story) -> datetime | None:
    """When they first asked to pay what the step sells, since it was entered (UTC)."""
    entered, step = story.journey.entered_at, story.journey.step
    asked = (fact.at for fact in story.facts if fact.event == "asked_to_pay" and fact.place == step)
    return next((at for at in asked if entered is None or at >= entered), None)


def _never(story: Story, names: Names) -> Iterator[Line]:
    """Messages of the step that were not sent and have no timer."""
    journey = story.journey
    step = story.script.places[journey.step].step
    if not isinstance(step, Waiting):
        return
    since = journey.entered_at or journey.started_at
    told = {
        fact.part
        for fact in story.facts
        if fact.place == journey.step and fact.at >= since and fact.event in (*SPOKEN, "not_sent")
    }
    told |= {part for timer in story.timers if not _gives_way(story, part := part_of(story, timer.name))}
    told |= {int(row.step.partition("#")[2] or 0) for row in story.queued if row.step.startswith(f"{journey.step}#")}
    own, asked = len(step.follow_ups), _asked_at(story)
    missing = [part for part in range(1, step.last_part + 1) if part not in told]
    left = {
        "unsent_asked" if asked and step.last_part > own else "never_late": [part for part in missing if part <= own],
        "never_late" if asked else "only_if_asked": [part for part in missing if part > own],
    }
    for what, parts in left.items():
        if parts:
            what_now = "never_silent" if journey.subscriber.reach != "active" else what
            yield Line(what=what_now, step=journey.step, values={"steps": names.parts(journey.step, parts)})
