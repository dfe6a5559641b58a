"""Every step can be reached, and every way round comes to a step that waits."""

from collections.abc import Mapping, Sequence

from funnels.definition.compile import Report
from funnels.definition.script import STAGE_OVER, Place, Script

Ways = Mapping[str, Sequence[str]]
"""Where one can go from each step, by keys."""


def check_reach(script: Script, report: Report) -> None:
    """Somebody can come to every step; of steps that follow each other only the first is named."""
    ways = {
        key: [place.exits[exit_] for exit_ in (*place.step.ways_on(), *_by_payment(script, place))]
        for key, place in script.places.items()
    }
    reached = _reachable(script.first, ways)
    for key in script.order:
        if key not in reached:
            reached |= _reachable(key, ways)
            report(
                script.places[key].loc,
                "nobody can reach this step",
                "move it, or give it an id and lead there with goto",
            )


def _by_payment(script: Script, place: Place) -> tuple[str, ...]:
    return (STAGE_OVER,) if script.stage(place.stage).sells else ()


def _reachable(start: str, ways: Ways) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        key = ahead.pop()
        if key in ways and key not in reached:
            reached.add(key)
            ahead.extend(ways[key])
    return reached


def check_loops(script: Script, report: Report) -> None:
    """No way round is without a wait.

    A way round that leads through a condition ends if the condition changes, and only a tag set on the way
    can change it.
    """
    for changing in ("if", "tag"):
        ways = {
            key: [place.exits[exit_] for exit_ in place.step.ways_through()]
            for key, place in script.places.items()
            if place.step.verb != changing
        }
        for key in script.order:
            if any(key in _reachable(after, ways) for after in ways.get(key, ())):
                report(
                    script.places[key].loc,
                    "these steps go round without ever waiting",
                    "put a wait, a question or buttons between",
                )
                return
