"""Which touch an order is credited to, and that nothing is lost where it is divided."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.attribution import MODELS, Model, campaign_of, credited, equal_parts, parts

TOUCHES = ("vk", "tg", "vk")


@pytest.mark.parametrize(
    ("model", "sources"),
    [("first", ("mail",)), ("last", ("vk",)), ("linear", ("vk", "tg", "vk"))],
)
def test_who_is_credited(model: Model, sources: tuple[str, ...]) -> None:
    assert credited(model, "mail", TOUCHES) == sources


@pytest.mark.parametrize("model", MODELS)
def test_whoever_came_by_themselves_has_no_source(model: Model) -> None:
    assert credited(model, "", ()) == ("",)


def test_the_campaign_stands_behind_the_first_dash() -> None:
    assert [campaign_of(source) for source in ("vk-march", "tg-march-2", "vk", "vk-", "")] == [
        "march",
        "march-2",
        "",
        "",
        "",
    ]


def test_one_kopeck_more_goes_to_the_first_of_equals() -> None:
    assert equal_parts(100, 3) == [34, 33, 33]
    assert equal_parts(-100, 3) == [-34, -33, -33]
    assert equal_parts(1, 3) == [1, 0, 0]
    assert equal_parts(0, 2) == [0, 0]


def test_seats_are_divided_as_in_the_published_example_of_hamiltons_method() -> None:
    """The Alabama paradox: 10 and 11 seats for states of 6, 6 and 2 (Balinski and Young, 1982; Wikipedia)."""
    assert parts(10, [6, 6, 2]) == [4, 4, 2]
    assert parts(11, [6, 6, 2]) == [5, 5, 1]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
def test_nothing_can_be_divided_by_no_weight(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        parts(1, weights)


@given(
    st.integers(-(10**12), 10**12),
    st.lists(st.integers(0, 1000), min_size=1, max_size=40).filter(any),
)
def test_parts_sum_to_the_whole_and_stay_next_to_their_quota(whole: int, weights: list[int]) -> None:
    found = parts(whole, weights)
    assert sum(found) == whole
    for part, weight in zip(found, weights, strict=True):
        assert abs(part - Fraction(whole * weight, sum(weights))) < 1


@given(st.integers(0, 10**9), st.integers(1, 40))
def test_money_that_went_back_takes_from_each_what_it_had_been_given(whole: int, count: int) -> None:
    came, back = equal_parts(whole, count), equal_parts(-whole, count)
    assert [gave + took for gave, took in zip(came, back, strict=True)] == [0] * count
    assert max(came) - min(came) <= 1
