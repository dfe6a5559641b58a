"""The worst of several is named only where it is so by more than chance."""

from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.interval import difference
from funnels.analytics.worst import worst

_SHARES = st.dictionaries(
    st.text(max_size=3), st.integers(0, 300).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
)


def test_one_that_differs_beyond_chance_is_named() -> None:
    shares = {"hello": (2, 200), "price": (40, 200), "bye": (3, 200)}
    assert worst(shares, "more") == "price"
    assert worst({name: (whole - part, whole) for name, (part, whole) in shares.items()}, "less") == "price"


def test_one_that_merely_comes_last_is_not() -> None:
    assert worst({"hello": (2, 200), "price": (5, 200), "bye": (3, 200)}, "more") is None


def test_the_worst_of_many_must_differ_more() -> None:
    assert difference((8, 200), (19, 200)).low > 0
    assert worst({"a": (8, 200), "b": (19, 200)}, "more") is None
    assert worst({"a": (8, 200), "b": (20, 200)}, "more") == "b"
    many = {str(number): (10, 200) for number in range(20)}
    assert difference((200, 4000), (18, 200)).low > 0
    assert worst({**many, "b": (18, 200)}, "more") is None
    assert worst({**many, "b": (30, 200)}, "more") == "b"


def test_too_few_people_are_not_judged() -> None:
    many = {"hello": (0, 1000)}
    assert worst({**many, "price": (29, 29)}, "more") is None
    assert worst({**many, "price": (30, 30)}, "more") == "price"


def test_alone_or_with_a_part_above_the_whole_nothing_is_named() -> None:
    assert worst({}, "more") is None
    assert worst({"hello": (100, 100)}, "more") is None
    assert worst({"hello": (0, 100), "price": (200, 100)}, "more") is None


@given(_SHARES)
def test_the_named_one_has_the_more_extreme_share(shares: dict[str, tuple[int, int]]) -> None:
    if (named := worst(shares, "more")) is not None:
        part, whole = shares[named]
        parts, wholes = (sum(column) for column in zip(*shares.values(), strict=True))
        judged = [share for share in shares.values() if share[1] >= 30]
        assert whole >= 30
        assert len(judged) > 1
        parts, wholes = (sum(column) for column in zip(*judged, strict=True))
        assert part / whole > (parts - part) / (wholes - whole)


def test_those_of_whom_too_few_are_known_take_no_part_in_the_picking() -> None:
    unknown = {f"unknown {number}": (0, 29) for number in range(200)}
    shares = {"hello": (8, 200), "price": (21, 200)}
    assert worst(shares, "more") == "price"
    assert worst({**shares, **unknown}, "more") == "price"


def test_of_several_beyond_chance_it_is_the_one_that_differs_most() -> None:
    good = {f"good {number}": (4, 200) for number in range(9)}
    assert worst({"bad": (40, 200), "worse": (60, 200), **good}, "more") == "worse"
    assert worst({"worse": (60, 200), "bad": (40, 200), **good}, "more") == "worse"
