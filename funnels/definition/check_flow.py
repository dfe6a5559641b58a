"""Every step can be reached, every way round comes to a step that waits, and from everywhere a way leads out."""

from collections.abc import Iterator

from funnels.definition.report import Report
from funnels.definition.script import STAGE_OVER, Place, Script
from funnels.definition.ways import Ways, reachable, reversed_ways, rounds


def check_reach(script: Script, report: Report) -> None:
    """Somebody can come to every step; of steps that follow each other only the first is named."""
    ways = ways_on(script)
    reached = reachable(_landings(script, script.first), ways)
    for key in script.order:
        if key not in reached:
            reached |= reachable([key], ways, reached)
            report(
                script.places[key].loc,
                "nobody can reach this step",
                "move it, or give it an id and lead there with goto",
            )


def check_loops(script: Script, report: Report) -> None:
    """No way round is without a wait."""
    if (key := _restless(script)) is not None:
        report(
            script.places[key].loc,
            "these steps go round without ever waiting",
            "put a wait, a question or buttons between",
        )


def _restless(script: Script) -> str | None:
    """The first step of a way round without a wait, if there is one.

    A way round that leads through a condition ends if the condition changes, and only a tag or an attribute set on
    the way can change it.
    """
    for left_out in (("if",), ("tag", "untag", "set")):
        round_ = rounds(
            {
                key: [place.exits[exit_] for exit_ in place.step.ways_through()]
                for key, place in script.places.items()
                if place.step.verb not in left_out
            }
        )
        if round_:
            return next(key for key in script.order if key in round_)
    return None


def check_dead_ends(script: Script, report: Report) -> None:
    """From every step the journey can come to its end; of steps that keep it, only the first is named."""
    if _restless(script) is not None:
        return
    ways = ways_on(script)
    back = reversed_ways(ways)
    out = [key for key in back if key not in ways] + [key for key, targets in ways.items() if not targets]
    free = reachable([*out, *(key for exit_ in out for key in back[exit_])], back)
    kept = rounds({key: targets for key, targets in ways.items() if key not in free})
    told: set[str] = set()
    for key in script.order:
        if key in kept and key not in told:
            told |= reachable([key], ways, told)
            report(
                script.places[key].loc,
                "no way leads out from here: the journey goes round for ever",
                "lead out with a button, a goto or - end, or end the wait with within: and otherwise:",
            )


def ways_on(script: Script) -> Ways:
    """From each step, every step somebody can come to next; what a payment leads to among them."""
    return {
        key: [
            landing
            for exit_ in (*place.step.ways_on(), *_by_payment(script, place))
            for landing in _landings(script, place.exits[exit_])
        ]
        for key, place in script.places.items()
    }


def _landings(script: Script, target: str) -> Iterator[str]:
    """Where somebody comes who goes there: beyond a stage with a condition, if it does not hold for them."""
    yield target
    while target in script.places and script.stage(script.places[target].stage).if_:
        target = script.places[target].exits[STAGE_OVER]
        yield target


def _by_payment(script: Script, place: Place) -> tuple[str, ...]:
    goal = script.stage(place.stage).goal or ""
    return (STAGE_OVER,) if goal.startswith("paid ") else ()
