"""An input that is set aside is the same one when it is played."""

import pytest

from bot.kept_input import from_json, to_json
from funnels.definition.money import Money
from funnels.engine.inputs import Blocked, Called, Input, MemberChecked, NotDelivered, Paid, SubscriptionChanged

INPUTS = [
    Blocked(),
    MemberChecked(funnel="walk", run=1, revision=2, member=None, reason="not enough rights"),
    Called(funnel="walk", run=1, revision=2, step="only.1", ok=True, answer='{"id": 7}'),
    NotDelivered(order="7:shop:1:1:0", reason="Bad Request: «odd»"),
    SubscriptionChanged(order="7:shop:1:1:0", state="cancelled"),
    Paid(order="7:shop:1:1:0", method="stars", money=Money(amount=50, currency="XTR"), charge="c1"),
]


@pytest.mark.parametrize("input_", INPUTS, ids=lambda input_: type(input_).__name__)
def test_it_is_the_same(input_: Input) -> None:
    assert from_json(to_json(input_)) == input_


def test_one_this_release_does_not_know() -> None:
    with pytest.raises(KeyError):
        from_json('["Teleported", {}]')
