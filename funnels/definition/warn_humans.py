"""A prospect who wants to talk to a person finds a way to."""

from funnels.definition.compile import button_locs
from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.steps.handoff import Handoff


def warn_of_nobody(script: Script, report: Report) -> None:
    """Somewhere the funnel hands over to a person, or links to one in Telegram; to stop is always possible: /stop."""
    fallback = script.file.fallback
    if (fallback and fallback.handoff) or any(entry.handoff for entry in script.file.menu):
        return
    for place in script.everywhere:
        if isinstance(place.step, Handoff):
            return
        if any(spec.url and spec.url.host == "t.me" for spec, _ in button_locs(place.step)):
            return
    report.warn(
        ("funnel",),
        "nobody can reach a human in this funnel",
        "add fallback: {handoff: true}, a handoff: step, or a button with url: https://t.me/YOU",
    )
