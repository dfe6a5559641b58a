"""What was seen of some is fitted to what is known of all, and is what was seen where all were looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.going_on import Group, gone_on


@st.composite
def groups(draw: st.DrawFn) -> list[Group]:
    people = draw(st.lists(st.integers(0, 1000), min_size=3, max_size=3))
    seen = [draw(st.integers(0, one)) for one in people]
    return [Group(one, some, draw(st.integers(0, some))) for one, some in zip(people, seen, strict=True)]


@given(groups(), st.floats(0, 1))
def test_all_who_came_are_told_of_and_nobody_twice(seen: list[Group], share: float) -> None:
    reached = round(sum(group.people for group in seen) * share)
    flows = gone_on(seen, reached)
    assert sum(flows) == pytest.approx(reached)
    for flow, group in zip(flows, seen, strict=True):
        assert -1e-9 <= flow <= group.people + 1e-9


@given(groups())
def test_where_all_were_looked_at_it_is_what_was_seen(seen: list[Group]) -> None:
    whole = [Group(group.seen, group.seen, group.on) for group in seen]
    assert gone_on(whole, sum(group.on for group in whole)) == [group.on for group in whole]


def test_too_few_or_too_many_are_made_up_for_in_equal_shares() -> None:
    half = [Group(100, 10, 5), Group(200, 10, 5), Group(50, 0, 0)]
    assert gone_on(half, 150) == [50, 100, 0]
    assert gone_on(half, 75) == [25, 50, 0]
    assert gone_on(half, 250) == pytest.approx([75, 150, 25])
