from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from funnels.definition.money import Money
from funnels.definition.spoken import spoken, spoken_date

EVENING = datetime(2026, 3, 5, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Анна", "Анна"),
        (None, ""),
        (True, "true"),
        (False, "false"),
        (5, "5"),
        (5.0, "5"),
        (4.5, "4.5"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (Decimal("4.50"), "4.50"),
        (Decimal("NaN"), "NaN"),
        (["a", 1, None], "a, 1, "),
        (frozenset({"vip", "cold"}), "cold, vip"),
        (Money(amount=19_000, currency="RUB"), "190\u00a0₽"),
        (timedelta(hours=2, minutes=5), "2 часа 5 минут"),
        (EVENING, "5 марта, 19:30"),
        (date(2026, 3, 5), "5 марта"),
        ({"a": 1}, "{'a': 1}"),
    ],
)
def test_values_are_written_as_people_say_them(value: object, expected: str) -> None:
    assert spoken(value, "ru") == expected


@pytest.mark.parametrize(
    ("value", "pattern", "language", "expected"),
    [
        (EVENING, "%H:%M", "ru", "19:30"),
        (EVENING, "%d %B, %A", "ru", "05 марта, четверг"),
        (EVENING, "%d %B, %A", "en", "05 March, Thursday"),
        (date(2026, 3, 5), "%d.%m", "ru", "05.03"),
        ("2026-03-05T19:30:00+00:00", "%H:%M", "ru", "19:30"),
        ("now", "%H:%M", "ru", "now"),
        (None, "%H:%M", "ru", ""),
        (EVENING, "100%% %B", "ru", "100% марта"),
        (EVENING, "%%B", "ru", "%B"),
    ],
)
def test_dates_follow_the_pattern_in_the_language_of_the_reader(
    value: object, pattern: str, language: str, expected: str
) -> None:
    assert spoken_date(value, pattern, language) == expected
