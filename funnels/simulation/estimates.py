"""How likely each act is where nobody has said it: assumptions, the same for every script, called so in the report.

They are those of a warm audience that came for something free: round numbers to begin with, not a measurement.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from funnels.definition.script import Place, Script
from funnels.simulation.acts import Act, ActName, asides, moves

Origin = Literal["default", "history", "file"]


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What becomes of the people who come to a step."""

    moves: Mapping[Act, float]
    """The share of them that makes each move, 0..1, together at most 1; the rest does nothing."""
    asides: Mapping[Act, float]
    """The share of them that does each of these, 0..1, whatever else they do."""
    half_within: timedelta
    """Half of those who act have done so after this time."""
    most_within: timedelta
    """Nine tenths of those who act have done so after this time."""
    origin: Origin = "default"


SHARES: Mapping[str, Mapping[ActName, float]] = {
    "message": {"press": 0.7, "block": 0.01, "open": 0.15, "buy": 0.02},
    "ask": {"answer": 0.6, "skip": 0.15, "block": 0.01},
    "offer": {"pay": 0.06, "abandon": 0.04, "decline": 0.2, "block": 0.01},
    "gate": {"join": 0.5, "block": 0.01},
    "wait": {"happen": 0.5},
    "handoff": {"give_back": 0.95, "block": 0.01},
    "call": {"answer": 0.99},
}
"""By verb: the share of the people who do it, spread evenly over the buttons, products or ways to pay there are."""

TIMES: Mapping[str, tuple[timedelta, timedelta]] = {
    "call": (timedelta(seconds=1), timedelta(seconds=5)),
    "handoff": (timedelta(hours=1), timedelta(hours=12)),
    "wait": (timedelta(hours=6), timedelta(days=2)),
    "offer": (timedelta(hours=2), timedelta(days=1)),
}
"""By verb: within what time half, and nine tenths, of those who act do so."""

USUAL_TIMES = (timedelta(minutes=20), timedelta(hours=6))


def default_estimates(script: Script) -> dict[str, Estimate]:
    """The assumption for every step at which somebody can do something, by its key."""
    found = {key: _default(place, script) for key, place in script.places.items()}
    return {key: estimate for key, estimate in found.items() if estimate.moves or estimate.asides}


def spread(acts: tuple[Act, ...], shares: Mapping[ActName, float]) -> dict[Act, float]:
    """Each act with its part of the share of its name: alike for the products there are, then for its ways to pay."""
    alike = Counter((act.name, act.product) for act in acts)
    kinds = Counter(name for name, _ in alike)
    return {act: shares.get(act.name, 0.0) / kinds[act.name] / alike[act.name, act.product] for act in acts}


def _default(place: Place, script: Script) -> Estimate:
    verb = place.step.verb
    half, most = TIMES.get(verb, USUAL_TIMES)
    shares = SHARES.get(verb, {})
    return Estimate(
        moves=spread(moves(place, script), shares),
        asides=spread(asides(place, script), shares),
        half_within=half,
        most_within=most,
    )
