from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from funnels.definition.durations import LONGEST, Duration, describe_duration, parse_duration, spell_duration
from funnels.definition.findings import RefusedError

ADAPTER = TypeAdapter(Duration)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 seconds", timedelta(seconds=10)),
        ("30 min", timedelta(minutes=30)),
        ("2 hours", timedelta(hours=2)),
        ("1 day 4 hours", timedelta(days=1, hours=4)),
        ("2 weeks", timedelta(weeks=2)),
        ("1 неделя", timedelta(weeks=1)),
        ("3 дня", timedelta(days=3)),
        ("2ч 30м", timedelta(hours=2, minutes=30)),
        ("90м", timedelta(minutes=90)),
        ("полчаса", timedelta(minutes=30)),
        ("1.6 seconds", timedelta(seconds=2)),
        ("полтора часа", timedelta(minutes=90)),
        ("1,5 часа", timedelta(minutes=90)),
        ("час", timedelta(hours=1)),
        ("1 час и 5 минут", timedelta(hours=1, minutes=5)),
        ("  2 Дн. 3 Ч. ", timedelta(days=2, hours=3)),
    ],
)
def test_people_write_durations_in_many_ways(text: str, expected: timedelta) -> None:
    assert parse_duration(text) == expected


HOW = "write it as `30 min`, `2 hours`, `1 day 4 hours` or `3 дня`"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("30", "`30` has no unit; write what it counts: `30 min`, `30 hours` or `30 days`"),
        (
            "2 месяца",
            "`2 месяца` has no fixed length: months and years differ; write it in days, such as `30 days`",
        ),
        ("10:30", f"`10:30` is a time of day, not a length of time; {HOW}"),
        ("-5 min", f"`-5 min` is less than zero; {HOW}"),
        ("0 min", f"`0 min` is less than a second; {HOW}, or remove the line"),
        ("1 hour 2 hours", "`1 hour 2 hours` names the same unit twice; add them up and name it once"),
        ("999999999999 weeks", "`999999999999 weeks` is longer than ten years; write a shorter time"),
        ("1,000 days", "`1,000 days` can be read as thousands or as a fraction; write it without the comma"),
        ("через час", "`через час` is a moment, not a length of time; write how long it is: `час`"),
        ("in 2 days", "`in 2 days` is a moment, not a length of time; write how long it is: `2 days`"),
        ("через раз", f"`через раз` is not a length of time; {HOW}"),
        ("soon", f"`soon` is not a length of time; {HOW}"),
        ("", f"`` is not a length of time; {HOW}"),
    ],
)
def test_a_refusal_says_what_to_write(text: str, message: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse_duration(text)
    assert str(refusal.value) == message


@given(st.integers(1, int(LONGEST.total_seconds())))
def test_a_spelled_duration_is_read_back(seconds: int) -> None:
    duration = timedelta(seconds=seconds)
    assert parse_duration(spell_duration(duration)) == duration


@given(st.text())
def test_any_text_is_a_duration_or_refused(text: str) -> None:
    try:
        duration = parse_duration(text)
    except RefusedError:
        return
    assert timedelta(seconds=1) <= duration <= LONGEST


@pytest.mark.parametrize(
    ("duration", "language", "expected"),
    [
        (timedelta(hours=2, minutes=5), "ru", "2 часа 5 минут"),
        (timedelta(hours=21, minutes=1, seconds=59), "ru", "21 час 1 минута"),
        (timedelta(days=5, hours=3), "ru", "5 дней 3 часа"),
        (timedelta(days=1, minutes=4), "ru", "1 день"),
        (timedelta(seconds=59), "ru", "59 секунд"),
        (timedelta(seconds=-4), "ru", "0 минут"),
        (timedelta(hours=1, minutes=2), "en", "1 hour 2 minutes"),
        (timedelta(hours=2), "de_DE", "2 Stunden"),
        (timedelta(hours=2), "no such language", "2 hours"),
    ],
)
def test_the_time_left_is_told_in_two_units(duration: timedelta, language: str, expected: str) -> None:
    assert describe_duration(duration, language) == expected


def test_the_pydantic_type_reads_and_writes_the_words_of_scripts() -> None:
    duration = ADAPTER.validate_python("1 day 4 hours")
    assert duration == timedelta(days=1, hours=4)
    assert ADAPTER.dump_json(duration) == b'"1 day 4 hours"'
    assert ADAPTER.validate_python(duration) == duration
    assert ADAPTER.json_schema()["type"] == "string"


@pytest.mark.parametrize("value", [True, None, [], {"hours": 1}, 30, 1.5])
def test_the_pydantic_type_refuses_what_is_no_duration(value: object) -> None:
    with pytest.raises(ValidationError):
        ADAPTER.validate_python(value)


@given(st.integers(1, int(timedelta(days=999).total_seconds())), st.sampled_from(["ru", "en"]))
def test_what_a_prospect_is_told_can_be_written_in_a_script(seconds: int, language: str) -> None:
    duration = timedelta(seconds=seconds)
    told = parse_duration(describe_duration(duration, language))
    assert told <= duration < told + (timedelta(hours=1) if duration >= timedelta(days=1) else timedelta(minutes=1))
