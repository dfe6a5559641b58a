"""No variant of an experiment is named before every one of them has had the people it needs."""

import pytest

from funnels.analytics.experiment import Experiment, VariantCount, plan, variants
from funnels.analytics.sample import planned_sample

PLAIN = VariantCount(people=100, passed=10, bought=9)
BOLD = VariantCount(people=140, passed=42, bought=3)


def experiment(*, needed: int | None, **counts: VariantCount) -> Experiment:
    return Experiment(
        name="welcome",
        stage="magnet",
        title="Magnet",
        is_over=False,
        variants=variants(counts),
        needed=needed,
        planned="script",
    )


@pytest.mark.parametrize(("needed", "winner"), [(100, "bold"), (101, None), (140, None), (None, None)])
def test_a_winner_is_named_when_the_one_with_the_fewest_people_has_enough(
    needed: int | None, winner: str | None
) -> None:
    found = experiment(needed=needed, plain=PLAIN, bold=BOLD)
    assert (found.people, found.fewest) == (240, 100)
    assert found.is_complete == (winner is not None)
    assert (found.winner.name if found.winner else None) == winner


def test_each_arm_is_measured_by_its_goal_and_by_sales() -> None:
    plain, bold = variants({"plain": PLAIN, "bold": BOLD})
    assert (plain.name, plain.people, plain.goal.met, plain.sale.met) == ("plain", 100, 10, 9)
    assert (plain.goal.share, plain.sale.share) == (0.1, 0.09)
    assert bold.goal.best > 0.99
    assert bold.sale.best < 0.5


def test_a_sample_is_planned_by_the_script_else_by_before_else_by_all_variants_together() -> None:
    counts = {"plain": PLAIN, "bold": BOLD}
    assert plan(500, 0.4, counts) == (500, "script")
    assert plan(None, 0.4, counts) == (planned_sample(0.4), "before")
    assert plan(None, None, counts) == (planned_sample(52 / 240), "variants")
    assert plan(None, None, {"plain": VariantCount()}) == (None, "variants")
