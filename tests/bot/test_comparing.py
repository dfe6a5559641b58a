"""Two books of the same payments: each difference is found, and nothing that is none."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.reconcile.books import Scope, Theirs
from bot.reconcile.compare import differences
from funnels.definition.money import Money
from storage.queries.kept import Kept

NOW = datetime(2026, 3, 30, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=20)
ORDER = "7:shop:1:1:0"


def stars(amount: int) -> Money:
    return Money(amount=amount, currency="XTR")


def theirs(**fields: object) -> Theirs:
    said: dict[str, object] = {
        "charge": "c",
        "order": ORDER,
        "payer": 7,
        "amount": 50,
        "currency": "XTR",
        "at": LONG_AGO,
    }
    return Theirs(**{**said, **fields})


def ours(**fields: object) -> Kept:
    said: dict[str, object] = {
        "charge": "c",
        "order": ORDER,
        "payer": 7,
        "method": "stars",
        "money": stars(50),
        "at": LONG_AGO,
        "back": 0,
        "back_at": None,
        "on_its_way": False,
    }
    return Kept(**{**said, **fields})


def found(their: Theirs | None, our: Kept | None, scope: Scope | None = None) -> list[tuple[str, Money]]:
    all_ = differences("stars", {"c": their} if their else {}, {"c": our} if our else {}, scope or Scope(now=NOW))
    return [(one.kind, one.money) for one in all_]


BACK = {"back": 50, "back_at": LONG_AGO}


@pytest.mark.parametrize(
    ("their", "our", "kinds"),
    [
        (theirs(), ours(), []),
        (theirs(), None, ["missing"]),
        (None, ours(), ["unknown"]),
        (theirs(amount=49), ours(), ["amount"]),
        (theirs(currency="RUB"), ours(), ["amount"]),
        (theirs(amount=45, commission=5), ours(), []),
        (theirs(commission=5), ours(), []),
        (theirs(**BACK), None, []),
        (theirs(**BACK), ours(), ["refunded_there"]),
        (theirs(**BACK), ours(on_its_way=True), []),
        (theirs(), ours(on_its_way=True), []),
        (theirs(), ours(**BACK), ["refunded_here"]),
        (theirs(**BACK), ours(**BACK), []),
        (theirs(amount=45, commission=5, back=45, back_at=LONG_AGO), ours(**BACK), []),
        (theirs(back=20, back_at=LONG_AGO), ours(back=10, back_at=LONG_AGO), ["refunded_there"]),
        (theirs(**BACK, amount=40), ours(), ["amount", "refunded_there"]),
        (theirs(at=NOW), None, []),
        (None, ours(at=NOW), []),
        (theirs(back=50, back_at=NOW), ours(), []),
        (theirs(), ours(back=50, back_at=NOW), []),
    ],
)
def test_what_differs(their: Theirs | None, our: Kept | None, kinds: list[str]) -> None:
    assert [kind for kind, _ in found(their, our)] == kinds


def test_a_part_that_went_back_in_one_book_is_the_difference() -> None:
    there, here = theirs(back=20, back_at=LONG_AGO), ours(back=10, back_at=LONG_AGO)
    assert found(there, here) == [("refunded_there", stars(10))]
    assert found(theirs(), here) == [("refunded_here", stars(10))]


def test_a_funnel_has_the_payments_of_its_orders() -> None:
    assert found(theirs(), None, Scope(now=NOW, funnel="shop"))
    for order in ("7:other:1:1:0", "of nobody"):
        assert not found(theirs(order=order), None, Scope(now=NOW, funnel="shop"))
    assert found(theirs(order="of nobody"), None)


def test_from_a_day_on_there_is_what_came_or_went_back_since() -> None:
    week = Scope(now=NOW, since=NOW - timedelta(days=7))
    assert not found(theirs(), None, week)
    assert not found(None, ours(), week)
    assert found(theirs(back=50, back_at=NOW - timedelta(days=1)), ours(), week) == [("refunded_there", stars(50))]
