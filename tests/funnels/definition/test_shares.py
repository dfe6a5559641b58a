import pytest

from tests.funnels.definition.test_schema import complaints
from tests.funnels.scripts import script_of

SCRIPT = "funnel: test\nstages: [{{stage: one, target: {target}, steps: [{{message: Hello}}]}}]"


@pytest.mark.parametrize(
    ("written", "target"), [("40%", 0.4), ("'12,5 %'", 0.125), ("0.4", 0.4), ("1", 1.0), ("100%", 1.0)]
)
def test_a_target_is_a_percentage_or_a_fraction(written: str, target: float) -> None:
    text = SCRIPT.format(target=written)
    assert script_of(text).stage("one").target == target
    assert complaints(text) == []


@pytest.mark.parametrize("written", ["40", "0", "forty", "-3%"])
def test_editors_mark_what_is_none(written: str) -> None:
    assert complaints(SCRIPT.format(target=written))
