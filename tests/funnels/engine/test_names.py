"""Buttons and orders name what they belong to within Telegram's limits, and nothing else is taken for one."""

import pytest

from funnels.definition.templates import FUNNEL_NAME_LIMIT
from funnels.engine.buttons import ButtonRef
from funnels.engine.orders import OrderRef

LONGEST = "f" * FUNNEL_NAME_LIMIT
BUTTON = ButtonRef(funnel=LONGEST, run=9999, revision=999_999, place=9999, part=99, code="pay.manual.99")
ORDER = OrderRef(subscriber=2**52, funnel=LONGEST, run=9999, revision=999_999, product=99)


def test_they_come_back_the_same() -> None:
    assert ButtonRef.parse(str(BUTTON)) == BUTTON
    assert OrderRef.parse(str(ORDER)) == ORDER


def test_the_longest_fit_into_a_button() -> None:
    assert len(str(BUTTON).encode()) <= 64
    assert len(f"refuse:{ORDER}".encode()) <= 64


@pytest.mark.parametrize(
    "text", ["", ":", "a:1:2:3", "a:1:2:3:4:5", "a:x:2:3.4:5", "a:1:2:3:4", "a:1:2:3.4.5:6", "1:a:2:3:x"]
)
def test_other_data_is_neither(text: str) -> None:
    assert ButtonRef.parse(text) is None
    assert OrderRef.parse(text) is None
