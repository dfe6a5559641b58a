"""Against exact fractions: Evan Miller's closed form for the chance, Chris Stucchio's for the loss."""

from fractions import Fraction
from math import factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnels.analytics.posterior import arms

Count = tuple[int, int]


def beta(a: int, b: int) -> Fraction:
    return Fraction(factorial(a - 1) * factorial(b - 1), factorial(a + b - 1))


def larger(a: int, b: int, c: int, d: int) -> Fraction:
    """The probability that Beta(c, d) is larger than Beta(a, b).

    https://www.evanmiller.org/bayesian-ab-testing.html, formula (6).
    """
    return sum((beta(a + i, b + d) / ((d + i) * beta(1 + i, d) * beta(a, b)) for i in range(c)), start=Fraction(0))


def loss(a: int, b: int, c: int, d: int) -> Fraction:
    """The mean of how much larger Beta(c, d) is than Beta(a, b), where it is larger.

    https://www.chrisstucchio.com/blog/2014/bayesian_ab_decision_rule.html
    """
    mine = beta(c + 1, d) / beta(c, d) * larger(a, b, c + 1, d)
    return mine - beta(a + 1, b) / beta(a, b) * larger(a + 1, b, c, d)


def shape(count: Count) -> tuple[int, int]:
    part, whole = count
    return part + 1, whole - part + 1


counts = st.integers(0, 120).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(counts, counts)
def test_two_variants_as_the_closed_forms_have_it(first: Count, second: Count) -> None:
    one, other = arms([first, second])
    assert other.best == pytest.approx(float(larger(*shape(first), *shape(second))), abs=1e-8)
    assert one.loss == pytest.approx(float(loss(*shape(first), *shape(second))), abs=1e-8)
    assert other.loss == pytest.approx(float(loss(*shape(second), *shape(first))), abs=1e-8)


def test_one_of_one_against_nobody_by_hand() -> None:
    """Density 2x against an even one: better in two thirds, and the losses are 1/4 and 1/12."""
    nobody, one = arms([(0, 0), (1, 1)])
    assert (nobody.best, one.best) == pytest.approx((1 / 3, 2 / 3))
    assert (nobody.loss, one.loss) == pytest.approx((1 / 4, 1 / 12))


def test_of_equals_each_is_as_likely() -> None:
    assert [arm.best for arm in arms([(30, 100)] * 5)] == pytest.approx([0.2] * 5)


def test_a_million_people() -> None:
    old, new = arms([(100_000, 1_000_000), (100_500, 1_000_000)])
    assert new.best == pytest.approx(0.8804425, abs=1e-6)
    assert old.loss > 20 * new.loss


@settings(max_examples=25)
@given(st.lists(counts, min_size=2, max_size=5))
def test_somebody_is_best_and_whoever_is_likelier_costs_less(several: list[Count]) -> None:
    found = arms(several)
    assert sum(arm.best for arm in found) == pytest.approx(1, abs=1e-7)
    assert all(0 <= arm.best <= 1 and arm.loss >= 0 for arm in found)


def test_nothing_is_certain() -> None:
    for few, many in ((0, 100), (0, 10_000), (30, 90)):
        worse, better = arms([(few, 100_000), (many * 10, 100_000)])
        assert 0 < worse.best < 1
        assert 0 < better.best < 1


def test_a_part_larger_than_its_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="parts"):
        arms([(2, 1), (0, 1)])


@pytest.mark.parametrize("count", [(-1, 5), (6, 5)])
def test_what_is_no_part_is_refused(count: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no parts of their wholes"):
        arms([(1, 5), count])
