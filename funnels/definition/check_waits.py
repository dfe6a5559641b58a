"""A follow-up comes before its wait is over; an hour that is written is one at which people are awake."""

from funnels.definition.compile import Report
from funnels.definition.script import Script
from funnels.steps.moment import Until
from funnels.steps.offer import Offer
from funnels.steps.wait import Wait
from funnels.steps.waiting import Waiting


def check_waits(script: Script, report: Report) -> None:
    """No follow-up is too late to be sent."""
    for place in script.places.values():
        step = place.step
        if not isinstance(step, Waiting):
            continue
        deadline = step.deadline if isinstance(step, Offer) else None
        for number, follow_up in enumerate(step.follow_ups):
            key = "after" if follow_up.after else "before_deadline"
            time, closes = follow_up.after or follow_up.before_deadline, deadline or step.within
            loc = (*place.loc, "follow_ups", number, key)
            if follow_up.before_deadline and not isinstance(step, Offer):
                report(loc, "only an offer has a deadline", "write after: 3 hours")
            elif follow_up.before_deadline and deadline is None:
                report(loc, "this offer has no deadline", "add, for example, deadline: 48 hours")
            elif closes and time and time >= closes:
                report(
                    loc,
                    "this follow-up never comes: the wait is over by then",
                    f"make it shorter than `{'deadline' if deadline else 'within'}`",
                )


def check_hours(script: Script, report: Report) -> None:
    """What comes after a wait for a named hour comes at that hour, also outside the sending hours."""
    hours = script.sending_hours
    for place in script.places.values():
        until = place.step.wait if isinstance(place.step, Wait) else None
        if hours and isinstance(until, Until) and until.hour and not hours.include(until.hour):
            report(
                (*place.loc, "wait", "until"),
                f"{until.hour:%H:%M} is outside the sending hours, and what follows comes all the same",
                f"write an hour from {hours.start:%H:%M} to {hours.end:%H:%M}, if that is not meant",
                "warning",
            )
