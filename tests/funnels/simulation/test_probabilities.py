"""A file of probabilities is read back as it was written; every mistake in one has its place and its remedy."""

from pathlib import Path

import pytest

from funnels.definition.findings import ScriptError
from funnels.definition.load import load
from funnels.simulation.estimates import Estimate, default_estimates
from funnels.simulation.probabilities import load_probabilities
from funnels.simulation.writing import as_yaml
from tests.funnels.engine.selling import SELLING
from tests.funnels.scripts import FLAGSHIPS, script_of

SCRIPT = script_of(SELLING)
DEFAULTS = default_estimates(SCRIPT)


def loaded(text: str, folder: Path) -> dict[str, Estimate]:
    file = folder / "shares.yaml"
    file.write_text(text, encoding="utf-8")
    return load_probabilities(file, SCRIPT, DEFAULTS)


def shares(estimate: Estimate) -> dict[str, float]:
    return {f"{act.name} {act.which}".strip(): share for act, share in {**estimate.moves, **estimate.asides}.items()}


@pytest.mark.parametrize("funnel", ["relationships", "first-steps"])
def test_what_is_written_is_read_back(funnel: str, tmp_path: Path) -> None:
    script = load(FLAGSHIPS / funnel / "funnel.yaml")
    estimates = default_estimates(script)
    file = tmp_path / "shares.yaml"
    file.write_text(as_yaml(script, estimates), encoding="utf-8")
    again = load_probabilities(file, script, estimates)
    assert list(again) == list(estimates)
    for key, estimate in estimates.items():
        assert shares(again[key]) == pytest.approx(shares(estimate), abs=0.001)
        assert (again[key].half_within, again[key].most_within) == (estimate.half_within, estimate.most_within)
        assert again[key].origin == "file"


def test_a_step_is_wholly_as_written_and_others_stay_as_they_were(tmp_path: Path) -> None:
    estimates = loaded("steps:\n  talk.1: {pay: 10 %}\n", tmp_path)
    assert shares(estimates["talk.1"]) == {"pay stars": 0.1, "abandon": 0, "decline": 0, "block": 0}
    assert estimates["gift.1"] is DEFAULTS["gift.1"]


def test_one_share_is_spread_over_the_ways_to_pay_and_each_can_have_its_own(tmp_path: Path) -> None:
    spread = loaded("steps: {course.2: {pay: 0.5}}", tmp_path)["course.2"]
    assert shares(spread)["pay stars"] == shares(spread)["pay manual"] == 0.25
    own = loaded("steps: {course.2: {pay: {manual: 0.5}}}", tmp_path)["course.2"]
    assert (shares(own)["pay stars"], shares(own)["pay manual"]) == (0, 0.5)


def test_of_several_products_each_can_have_its_own_share(tmp_path: Path) -> None:
    script = script_of(SELLING.replace("offer: talk", "offer: [talk, course]"))
    file = tmp_path / "shares.yaml"
    file.write_text("steps: {talk.1: {pay: {talk: 0.1, course: 0.4}}}", encoding="utf-8")
    own = shares(load_probabilities(file, script, default_estimates(script))["talk.1"])
    assert {name: own[name] for name in ("pay talk", "pay course stars", "pay course manual")} == {
        "pay talk": 0.1,
        "pay course stars": 0.2,
        "pay course manual": 0.2,
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "steps:\n  gift.2: {press: 0.5}",
            "2:3: there is no step `gift.2`; did you mean `gift.1`?",
        ),
        (
            "steps:\n  course.1: {press: 0.5}",
            "2:3: nobody does anything at `course.1`; remove it: the journey does not wait there",
        ),
        (
            "steps:\n  gift.1:\n    pay: 0.5",
            "3:5: `pay` cannot happen at `gift.1`; there may be `press`, `block`",
        ),
        (
            "steps:\n  gift.1:\n    press: {Take that: 0.5}",
            "3:13: `gift.1` has no `Take that` to press; did you mean `Take it`?",
        ),
        (
            "steps:\n  talk.1:\n    pay: {card: 0.5}",
            "3:11: `talk.1` has no `card` to pay; write one of `stars`",
        ),
        (
            "steps:\n  talk.1: {pay: 0.6, decline: 50 %}",
            "2:3: the shares of `talk.1` add up to 1.1; make them 1 at most: what is left of them does nothing",
        ),
        (
            "steps:\n  talk.1: {pay: 60}",
            "2:17: `60` is no share of the people; write it from 0 to 1, such as 0.6, or as 60 %",
        ),
        (
            "steps:\n  talk.1: {pay: often}",
            "2:17: `often` is no share of the people; write it from 0 to 1, such as 0.6, or as 60 %",
        ),
        (
            "steps:\n  gift.1: {press: {Take it: -1}}",
            "2:29: `-1` is no share of the people; write it from 0 to 1, such as 0.6, or as 60 %",
        ),
        (
            "steps:\n  gift.1: {pres: 0.5}",
            "2:12: `pres` is not known here; did you mean `press`?",
        ),
        (
            "steps:\n  gift.1: {half_within: soon}",
            "2:25: `soon` is not a length of time; write it as `30 min`, `2 hours`, `1 day 4 hours` or `3 дня`",
        ),
        (
            "steps:\n  gift.1: {press: 0.5, half_within: 1 day, most_within: 1 hour}",
            "2:11: half of the people take longer than most of them; make most_within the longer time",
        ),
        (
            "step:\n  gift.1: {press: 0.5}",
            "1:1: `step` is not known here; did you mean `steps`?",
        ),
    ],
)
def test_a_mistake_has_its_place_and_its_remedy(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ScriptError) as refused:
        loaded(text, tmp_path)
    assert f"{tmp_path / 'shares.yaml'}:{said}" in str(refused.value).splitlines()


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ScriptError) as refused:
        loaded("steps:\n  gift.2: {press: 0.5}\n  gift.1: {pay: 0.5}\n", tmp_path)
    assert [finding.line for finding in refused.value.findings] == [2, 3]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="cannot be opened"):
        load_probabilities(tmp_path / "none.yaml", SCRIPT, DEFAULTS)
