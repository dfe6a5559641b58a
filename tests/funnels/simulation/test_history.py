"""What people did before moves the estimates, the more so the more of them there were."""

import pytest

from funnels.simulation.estimates import default_estimates
from funnels.simulation.history import WEIGHT, StepHistory, with_history
from tests.funnels.engine.selling import SELLING
from tests.funnels.scripts import script_of

SCRIPT = script_of(SELLING)
DEFAULTS = default_estimates(SCRIPT)


def shares(key: str, history: StepHistory) -> dict[str, float]:
    estimate = with_history(SCRIPT, DEFAULTS, {key: history})[key]
    return {f"{act.name} {act.which}".strip(): share for act, share in estimate.moves.items()}


def test_of_many_people_the_share_is_what_they_did() -> None:
    history = StepHistory(came=100_000, acts={("clicked", "0"): 30_000, ("blocked", ""): 1_000, ("stopped", ""): 1_000})
    found = shares("gift.1", history)
    assert found["press Take it"] == pytest.approx(0.3, abs=0.001)
    assert found["block"] == pytest.approx(0.02, abs=0.001)


def test_few_people_move_the_assumption_little() -> None:
    (assumed, _) = DEFAULTS["gift.1"].moves.values()
    assert shares("gift.1", StepHistory(came=WEIGHT))["press Take it"] == pytest.approx(assumed / 2)
    assert shares("gift.1", StepHistory())["press Take it"] == assumed


def test_payments_are_told_apart_by_their_way() -> None:
    acts = {("paid", "course stars"): 10_000, ("paid", "course manual"): 20_000, ("abandoned", ""): 5_000}
    found = shares("course.2", StepHistory(came=100_000, acts=acts))
    assert [round(found[name], 3) for name in ("pay stars", "pay manual", "abandon")] == [0.1, 0.2, 0.05]


def test_payments_are_told_apart_by_their_product() -> None:
    script = script_of(SELLING.replace("offer: talk", "offer: [talk, course]"))
    acts = {("paid", "talk stars"): 10_000, ("paid", "course stars"): 20_000}
    known = {"talk.1": StepHistory(came=100_000, acts=acts)}
    moves = with_history(script, default_estimates(script), known)["talk.1"].moves
    found = {act.which: round(share, 3) for act, share in moves.items() if act.name == "pay"}
    assert found == {"talk": 0.1, "course stars": 0.2, "course manual": 0}


def test_people_who_came_twice_never_make_more_than_everybody() -> None:
    found = shares("gift.1", StepHistory(came=100, acts={("clicked", "0"): 300}))
    assert sum(found.values()) == pytest.approx(1)


def test_a_step_without_history_keeps_the_assumption_and_says_so() -> None:
    estimates = with_history(SCRIPT, DEFAULTS, {"gift.1": StepHistory(came=5)})
    assert {key: estimate.origin for key, estimate in estimates.items()} == {
        "gift.1": "history",
        "talk.1": "default",
        "talk.2": "default",
        "course.2": "default",
    }
