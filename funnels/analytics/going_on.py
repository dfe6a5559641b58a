"""How many went on to the next stage, told by some of them: fitted to how many came there, which is known."""

from collections.abc import Sequence
from typing import NamedTuple

from funnels.analytics.ratio import ratio


class Group(NamedTuple):
    """Journeys that are alike in what they did with a stage: passed it, reached it and did not pass, went by it."""

    people: int
    seen: int
    """Of those, how many were looked at."""
    on: int
    """Of those looked at, how many reached the next stage."""


def gone_on(groups: Sequence[Group], reached: int) -> list[float]:
    """How many of each group reached the next stage, which so many of all of them together did.

    Where everybody was looked at, it is what was seen. Else each group has the share that was seen, and what that is
    too much or too little in all is taken off or put on in equal shares: of those who go on, or of those who do not.
    """
    flows = [people * on / seen if seen else 0.0 for people, seen, on in groups]
    total, going = sum(people for people, _, _ in groups), sum(flows)
    if going > reached:
        return [flow * reached / going for flow in flows]
    staying = ratio(total - reached, total - going)
    return [
        flow if staying is None else people - (people - flow) * staying
        for flow, (people, _, _) in zip(flows, groups, strict=True)
    ]
