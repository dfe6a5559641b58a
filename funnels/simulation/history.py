"""Estimates from what people did before: shares by step, held back by the assumption while few have come."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from funnels.definition.script import Script
from funnels.simulation.acts import Act, ActName
from funnels.simulation.estimates import Estimate

WEIGHT = 20
"""The assumption counts like this many people who did what it says (a Dirichlet prior): 20 real ones weigh the same."""


@dataclass(frozen=True, kw_only=True)
class StepHistory:
    """What people did at one step, each counted once; whoever stands there still has done nothing."""

    came: int = 0
    """People who got its message."""
    acts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many did each thing, by event and detail: `("clicked", "0")`, `("paid", "course stars")`."""


_EVENTS: Mapping[ActName, tuple[str, ...]] = {
    "press": ("clicked",),
    "answer": ("answered",),
    "skip": ("skipped",),
    "pay": ("paid",),
    "abandon": ("abandoned",),
    "decline": ("declined",),
    "join": ("joined",),
    "give_back": ("given_back",),
    "block": ("blocked", "stopped"),
    "open": ("clicked",),
}
"""The facts that tell of each act; of the others nothing is known by step."""


def with_history(
    script: Script, base: Mapping[str, Estimate], history: Mapping[str, StepHistory]
) -> dict[str, Estimate]:
    """The estimates of `base`, those of steps somebody came to moved to what people did there."""
    return {
        key: _moved(estimate, history.get(key, StepHistory())) if _is_known(key, script) else estimate
        for key, estimate in base.items()
    }


def _is_known(key: str, script: Script) -> bool:
    """Whether it is known who came: of a wait for an event, and of a call, there is no message."""
    return script.places[key].step.verb not in ("wait", "call")


def _moved(estimate: Estimate, history: StepHistory) -> Estimate:
    if not history.came:
        return estimate
    moves = {act: _share(act, share, history) for act, share in estimate.moves.items()}
    total = max(1.0, sum(moves.values()))  # somebody who was there twice can have done two things
    return replace(
        estimate,
        moves={act: share / total for act, share in moves.items()},
        asides={act: min(1.0, _share(act, share, history)) for act, share in estimate.asides.items()},
        origin="history",
    )


def _share(act: Act, share: float, history: StepHistory) -> float:
    did = sum(
        people
        for (event, detail), people in history.acts.items()
        if event in _EVENTS.get(act.name, ()) and _tells_of(detail, act)
    )
    return (did + WEIGHT * share) / (history.came + WEIGHT)


def _tells_of(detail: str, act: Act) -> bool:
    """Whether the detail of a fact is that of the act; empty where acts are not told apart."""
    if act.name == "pay":
        product, _, method = detail.rpartition(" ")
        return act.code.split(".")[1] == method and act.product in ("", product)
    return detail == (act.code if act.name in ("press", "open") else "")
