"""A follow-up comes before its wait is over; an hour that is written is one at which people are awake."""

from datetime import timedelta

from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.steps.offer import Offer
from funnels.steps.waiting import Waiting


def check_waits(script: Script, report: Report) -> None:
    """No follow-up is too late to be sent."""
    for place in script.places.values():
        step = place.step
        if not isinstance(step, Waiting):
            continue
        deadline = step.deadline if isinstance(step, Offer) else None
        lasts = deadline if isinstance(deadline, timedelta) else None
        for written, follow_up in step.timed_messages():
            key = "after" if follow_up.after else "before_deadline"
            time, closes = follow_up.after or follow_up.before_deadline, lasts or step.within
            loc = (*place.loc, *written, key)
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
