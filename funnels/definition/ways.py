"""Where one can go from each step, as a graph: what can be reached, and what lies on a way round.

Both take time in proportion to the number of steps and of ways between them, however a script winds.
"""

from collections.abc import Iterable, Mapping, Sequence

Ways = Mapping[str, Sequence[str]]
"""Where one can go from each step, by keys; a key that is no step of its own leads out."""


def reachable(starts: Iterable[str], ways: Ways, known: frozenset[str] | set[str] = frozenset()) -> set[str]:
    """The starts and every step one can come to from them, but for those already `known` and beyond."""
    reached: set[str] = set()
    ahead = list(starts)
    while ahead:
        key = ahead.pop()
        if key in ways and key not in reached and key not in known:
            reached.add(key)
            ahead.extend(ways[key])
    return reached


def reversed_ways(ways: Ways) -> dict[str, list[str]]:
    """From where one can come to each step, and to each key that leads out."""
    back: dict[str, list[str]] = {key: [] for key in ways}
    for key, targets in ways.items():
        for target in targets:
            back.setdefault(target, []).append(key)
    return back


def rounds(ways: Ways) -> set[str]:
    """The steps from which one can come back to themselves (Kosaraju's two passes)."""
    back, assigned, found = reversed_ways(ways), set[str](), set[str]()
    for key in reversed(_by_completion(ways)):
        if key not in assigned:
            together = reachable([key], back, assigned) & ways.keys()
            assigned |= together
            if len(together) > 1 or key in ways[key]:
                found |= together
    return found


def _by_completion(ways: Ways) -> list[str]:
    """The steps in the order in which a walk in depth is done with them."""
    done, seen = list[str](), set[str]()
    for start in ways:
        ahead = [(start, False)]
        while ahead:
            key, finished = ahead.pop()
            if finished:
                done.append(key)
            elif key in ways and key not in seen:
                seen.add(key)
                ahead.append((key, True))
                ahead.extend((target, False) for target in ways[key])
    return done
