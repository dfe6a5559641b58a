"""A time that falls outside the sending hours, whenever it is counted from within them, is not when a message comes."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from funnels.definition.composing import Loc
from funnels.definition.durations import describe_duration
from funnels.definition.report import Report
from funnels.definition.script import Place, Script
from funnels.engine.hours import SendingHours
from funnels.steps.moment import Until
from funnels.steps.offer import Offer
from funnels.steps.wait import Wait
from funnels.steps.waiting import Waiting

_DAY = timedelta(days=1)


def warn_of_hours(script: Script, report: Report) -> None:
    """A time counted from the sending hours can end within them: `12 hours` after 09:00-21:00 is always at night."""
    hours = script.sending_hours
    if hours is None:
        return
    for place in script.places.values():
        for loc, delay in _delays(place):
            if always_outside(delay, hours):
                span = f"{hours.start:%H:%M}-{hours.end:%H:%M}"
                moved = "before they close" if loc[-1] == "before_deadline" else "when they open"
                shown = describe_duration(delay, "en")
                report.warn(
                    loc,
                    f"{shown} after any of the sending hours {span} is outside them: it happens {moved}",
                    "choose a time that fits, such as 2 hours or 1 day",
                )


def warn_of_named_hours(script: Script, report: Report) -> None:
    """What comes after a wait for a named hour comes at that hour, also outside the sending hours."""
    hours = script.sending_hours
    for place in script.places.values():
        until = place.step.wait if isinstance(place.step, Wait) else None
        if hours and isinstance(until, Until) and until.hour and not hours.include(until.hour):
            report.warn(
                (*place.loc, "wait", "until"),
                f"{until.hour:%H:%M} is outside the sending hours, and what follows comes all the same",
                f"write an hour from {hours.start:%H:%M} to {hours.end:%H:%M}",
            )


def always_outside(delay: timedelta, hours: SendingHours) -> bool:
    """Whether the delay, counted from any moment of the sending hours, ends outside them."""
    opens, closes = (datetime.combine(date.min, moment) for moment in (hours.start, hours.end))
    length = (closes - opens) % _DAY
    return length <= delay % _DAY <= _DAY - length


def _delays(place: Place) -> Iterator[tuple[Loc, timedelta]]:
    """How long after its step began each timed thing happens."""
    step = place.step
    if isinstance(step, Wait) and isinstance(step.wait, timedelta):
        yield (*place.loc, "wait"), step.wait
    if not isinstance(step, Waiting):
        return
    deadline = step.deadline if isinstance(step, Offer) else None
    for number, follow_up in enumerate(step.follow_ups):
        loc = (*place.loc, "follow_ups", number)
        if follow_up.after is not None:
            yield (*loc, "after"), follow_up.after
        elif follow_up.before_deadline is not None and isinstance(deadline, timedelta):
            yield (*loc, "before_deadline"), deadline - follow_up.before_deadline
