"""What other systems may say, byte by byte: an event, or a refusal with what is wrong and what to send instead."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.event_body import EXACT, BadEventError, SentEvent, read_event
from funnels.engine.inputs import EventReceived
from funnels.engine.limits import TEXT_LIMIT

GOOD: dict[str, Any] = {"id": "1205-paid", "event": "paid", "subscriber": 7, "values": {"order": "A"}}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def refusal(**changed: object) -> tuple[int, str, str]:
    with pytest.raises(BadEventError) as refused:
        read_event(json.dumps(GOOD | changed).encode())
    return refused.value.status, refused.value.problem, refused.value.remedy


def test_an_event_as_it_should_be() -> None:
    event = EventReceived(name="paid", values={"order": "A"})
    assert read_event(json.dumps(GOOD).encode()) == SentEvent(id="1205-paid", subscriber=7, event=event)
    without = {name: value for name, value in GOOD.items() if name != "values"}
    assert read_event(json.dumps(without).encode()).event.values == {}
    assert read_event(json.dumps(without | {"values": None}).encode()).event.values == {}


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        (b"", 400, "the body is no JSON in UTF-8"),
        (json.dumps(GOOD).encode()[:-1], 400, "the body is no JSON in UTF-8"),
        ('{"id": "б"}'.encode("cp1251"), 400, "the body is no JSON in UTF-8"),
        (b'{"id": NaN}', 400, "the body is no JSON in UTF-8"),
        (b'{"id": ' + b"9" * 5000 + b"}", 400, "the body is no JSON in UTF-8"),
        (b"[" * 60_000, 400, "the body is no JSON in UTF-8"),
        (b"[]", 422, "the body is JSON, but not an object"),
        (b"null", 422, "the body is JSON, but not an object"),
    ],
)
def test_a_body_that_is_no_object(body: bytes, status: int, problem: str) -> None:
    with pytest.raises(BadEventError) as refused:
        read_event(body)
    assert (refused.value.status, refused.value.problem) == (status, problem)


@pytest.mark.parametrize("key", ["id", "event", "subscriber"])
def test_what_must_be_there(key: str) -> None:
    with pytest.raises(BadEventError, match=f"`{key}` is missing"):
        read_event(json.dumps({name: value for name, value in GOOD.items() if name != key}).encode())


@pytest.mark.parametrize(
    ("changed", "problem", "remedy"),
    [
        ({"value": {}}, "`value` is not known here", "did you mean `values`?"),
        ({"secret": 1}, "`secret` is not known here", "there are id, event, subscriber, values"),
        ({"id": 7}, "`id` is not text", 'send it in quotes: "1205-paid"'),
        ({"id": ""}, "`id` is not 1-200 printable", "send a short name"),
        ({"id": "x" * 201}, "`id` is not 1-200 printable", "send a short name"),
        ({"id": "a\0"}, "`id` is not 1-200 printable", "send a short name"),
        ({"id": "\ud800"}, "`id` is not 1-200 printable", "send a short name"),
        ({"event": ["paid"]}, "`event` is not text", "send it in quotes"),
        ({"event": "оплата"}, "`event`: `оплата` cannot be a name", "write 1-32 Latin letters"),
        ({"event": "x" * 33}, "`event`: `x", "write 1-32 Latin letters"),
        ({"subscriber": "7"}, "`subscriber` is no Telegram id", "without quotes"),
        ({"subscriber": True}, "`subscriber` is no Telegram id", "without quotes"),
        ({"subscriber": 7.0}, "`subscriber` is no Telegram id", "without quotes"),
        ({"subscriber": 0}, "`subscriber` is no Telegram id", "without quotes"),
        ({"subscriber": EXACT}, "`subscriber` is no Telegram id", "without quotes"),
        ({"values": [1]}, "`values` is not an object", 'send them by name: {"total": 2400}'),
        ({"values": {"сумма": 1}}, "`values`: `сумма` cannot be a name", "write 1-32 Latin letters"),
        ({"values": {"": 1}}, "`values`: `` cannot be a name", "write 1-32 Latin letters"),
        ({"values": {"tags": "vip"}}, "`tags` has a meaning of its own", "my_tags"),
        ({"values": {"price": 1}}, "`price` has a meaning of its own", "my_price"),
        ({"values": {"cart": ["a"]}}, "`cart` is not a single value", "send text, a number, or true or false"),
        ({"values": {"cart": {"a": 1}}}, "`cart` is not a single value", "send text, a number"),
        ({"values": {"note": "x" * (TEXT_LIMIT + 1)}}, f"`note` has {TEXT_LIMIT + 1} characters", "shorten it"),
        ({"values": {"order": EXACT}}, "`order` is too large to be kept exactly", "send it as text, in quotes"),
        ({"values": {"order": -1e300}}, "`order` is too large to be kept exactly", "send it as text, in quotes"),
    ],
)
def test_a_mistake_has_its_remedy(changed: dict[str, object], problem: str, remedy: str) -> None:
    status, told, instead = refusal(**changed)
    assert (status, told[: len(problem)]) == (422, problem)
    assert remedy in instead


def test_a_number_too_large_for_a_float_is_refused() -> None:
    with pytest.raises(BadEventError, match="`order` is too large"):
        read_event(b'{"id": "1", "event": "paid", "subscriber": 7, "values": {"order": 1e999}}')


def test_values_keep_their_kinds_and_what_is_null_is_not_there() -> None:
    values = {"a": "x", "b": 1, "c": 1.5, "d": True, "e": None, "f": "half \ud800 and \0", "g": ""}
    found = read_event(json.dumps(GOOD | {"values": values}).encode()).event.values
    assert found == {"a": "x", "b": 1, "c": 1.5, "d": True, "f": "half ? and ", "g": ""}
    assert [type(one) for one in found.values()] == [str, int, float, bool, str, str]


@given(JSON, st.sampled_from([None, *GOOD]))
def test_whatever_is_sent_is_an_event_or_refused(value: object, key: str | None) -> None:
    written = value if key is None else GOOD | {key: value}
    try:
        sent = read_event(json.dumps(written).encode())
    except BadEventError:
        return
    for kept in (sent.id, *sent.event.values.values()):
        assert "\0" not in str(kept).encode().decode()
    assert json.loads(json.dumps(dict(sent.event.values), allow_nan=False)) == sent.event.values


@given(st.binary())
def test_whatever_bytes_are_sent_are_refused(body: bytes) -> None:
    with pytest.raises(BadEventError):
        read_event(body)
