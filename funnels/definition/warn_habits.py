"""What works and rarely sells: an offer that is always open, a question nobody is reminded of."""

from funnels.definition.compile import button_locs
from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.steps.ask import Ask
from funnels.steps.gate import Gate
from funnels.steps.handoff import Handoff
from funnels.steps.offer import Offer
from funnels.steps.waiting import Waiting


def warn_of_endless_offers(script: Script, report: Report) -> None:
    """An offer comes to an end."""
    for place in script.places.values():
        step = place.step
        if isinstance(step, Offer) and step.deadline is None and step.within is None:
            report.warn(
                (*place.loc, "offer"),
                "this offer has no deadline: the journey stays here until the person pays",
                "add, for example, deadline: 48 hours",
            )


def warn_of_silence(script: Script, report: Report) -> None:
    """Whoever does not answer is reminded."""
    for place in script.places.values():
        step = place.step
        if not isinstance(step, Waiting) or isinstance(step, Handoff):
            continue
        if step.hears and step.waits and not step.follow_ups:
            report.warn(
                place.loc,
                "this step waits for the person and never reminds them",
                "add follow_ups, such as {after: 3 hours, message: …}",
            )


def warn_of_open_gates(script: Script, report: Report) -> None:
    """Whoever has not joined when a gate's time is over goes where the script says."""
    for place in script.places.values():
        step = place.step
        if isinstance(step, Gate) and step.within is not None and "otherwise" not in step.model_fields_set:
            report.warn(
                (*place.loc, "within"),
                "after this time the gate lets on whoever has not joined",
                "add otherwise: end, or otherwise: next if it should",
            )


def warn_of_buttons_alike(script: Script, report: Report) -> None:
    """Of the buttons of a step at most one only goes on: two would be one with two names."""
    for place in script.places.values():
        plain = [
            (spec, loc)
            for spec, loc in button_locs(place.step)
            if spec.moves and spec.goto is None and not spec.tag and not spec.shares
        ]
        for spec, loc in plain[1:]:
            first = plain[0][0].text.source
            report.warn(
                (*place.loc, *loc),
                f"`{spec.text.source}` does what `{first}` does: both go on to the next step",
                "say where it leads: {text: …, goto: …}; a text with a comma in it needs quotes",
            )


def warn_of_places_asked_for(script: Script, report: Report) -> None:
    """Whoever sits at a computer can go on."""
    for place in script.places.values():
        step = place.step
        if isinstance(step, Ask) and step.for_ == "location" and step.skip is None:
            report.warn(
                (*place.loc, "for"),
                "Telegram for computers cannot share a place, so some people cannot answer",
                "add a button that leaves it out, such as skip: Another time",
            )
