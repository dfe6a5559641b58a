"""Moments, JSON and Structs come back as they went in, on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from funnels.definition.money import Money
from funnels.engine.order_info import OrderInfo
from storage.types import JsonText, Moment, StructText, micros

DIALECT = sqlite.dialect()


@given(st.datetimes(timezones=st.timezones()))
def test_every_moment_comes_back_exactly_and_in_utc(moment: datetime) -> None:
    try:
        expected = moment.astimezone(UTC)
    except OverflowError:  # a time zone can push the first and last day out of the calendar
        return
    kept = Moment().process_bind_param(moment, DIALECT)
    back = Moment().process_result_value(kept, DIALECT)
    assert back == expected
    assert back is not None
    assert back.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Moment().process_bind_param(datetime(2026, 3, 2), DIALECT)  # noqa: DTZ001  # it is the point


def test_no_moment_stays_none() -> None:
    assert micros(None) is None
    assert Moment().process_bind_param(None, DIALECT) is None
    assert Moment().process_result_value(None, DIALECT) is None


def test_a_moment_is_an_integer_of_microseconds() -> None:
    moscow = timezone(timedelta(hours=3))
    assert micros(datetime(1970, 1, 1, 3, 0, 0, 1, tzinfo=moscow)) == 1


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_json_comes_back_the_same(value: object) -> None:
    kept = JsonText().process_bind_param(value, DIALECT)
    assert JsonText().process_result_value(kept, DIALECT) == value


@given(st.builds(OrderInfo, name=st.text(), shipping_price=st.none() | st.just(Money(amount=30_000, currency="RUB"))))
def test_a_struct_comes_back_the_same(value: OrderInfo) -> None:
    kept = StructText(OrderInfo).process_bind_param(value, DIALECT)
    assert StructText(OrderInfo).process_result_value(kept, DIALECT) == value


def test_a_struct_that_is_not_there_is_no_text() -> None:
    assert StructText(OrderInfo).process_bind_param(None, DIALECT) is None
    assert StructText(OrderInfo).process_result_value(None, DIALECT) is None
