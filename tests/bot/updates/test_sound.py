"""What of an update can be kept."""

from typing import Any

import pytest

from bot.updates.sound import LARGEST, UnsoundError, is_number, sound, written

HALF = "\ud83d"


def _nested(inner: Any, levels: int) -> Any:
    for _ in range(levels):
        inner = {"message": [inner]}
    return inner


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"text": "😀 \0", "id": LARGEST, "least": -LARGEST, "is": True, "no": None, "far": 55.7, "list": [[]]},
        _nested(1, 5000),
    ],
    ids=["empty", "all sorts", "deep"],
)
def test_an_ordinary_update_is_left_as_it_is(update: dict[str, Any]) -> None:
    assert sound(update) is update


def test_half_a_character_is_an_unknown_one() -> None:
    update = {"a": [{"text": f"x{HALF}y"}], "b": "\ude00", "c": "😀é", "d": 5}
    assert sound(update) == {"a": [{"text": "x\ufffdy"}], "b": "\ufffd", "c": "😀é", "d": 5}
    assert update["b"] == "\ude00"


@pytest.mark.parametrize("number", [LARGEST + 1, -LARGEST - 1, 10**400, float("inf"), float("nan")])
def test_a_number_without_bounds_makes_no_update(number: float) -> None:
    with pytest.raises(UnsoundError):
        sound({"message": {"list": [1, {"number": number}]}})


def test_a_date_in_words_is_no_moment() -> None:
    with pytest.raises(UnsoundError):
        sound({"message": {"date": "2026-01-01T00:00:00", "text": "hello"}})


def test_nor_does_half_a_character_deeper_than_one_can_read() -> None:
    with pytest.raises(UnsoundError):
        sound(_nested(HALF, 5000))


def test_it_is_written_as_it_came_or_by_its_number() -> None:
    assert written({"update_id": 7, "text": HALF}) == r'{"update_id": 7, "text": "\ud83d"}'
    assert written({"update_id": 7, **_nested(1, 5000)}) == '{"update_id": 7}'


@pytest.mark.parametrize("number", [True, -1, 1.0, "1", None, LARGEST + 1])
def test_what_is_no_number_of_an_update(number: object) -> None:
    assert is_number(1)
    assert not is_number(number)
