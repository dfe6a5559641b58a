"""Some of many rows are chosen evenly, and all of few."""

import pytest

from storage.queries.chosen import step_for


@pytest.mark.parametrize(
    ("rows", "step"), [(0, 1), (1, 1), (100, 1), (101, 3), (300, 3), (301, 7), (1000, 11), (2300, 23), (2301, 27)]
)
def test_the_step_leaves_no_more_than_asked_for(rows: int, step: int) -> None:
    assert step_for(rows, 100) == step
    assert rows // step <= 100
