"""A wait until a moment ends at that moment, on the person's own clock."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from funnels.definition.document import FILE
from funnels.definition.examine import examine_file
from funnels.engine.effects.facts import Track
from tests.funnels.engine.world import World, world
from tests.funnels.scripts import checked


def script(wait: str, hours: str = "09:00-21:00") -> str:
    return f"""
funnel: test  # voronka: ok
language: en
timezone: Europe/Moscow
sending_hours: {hours}
stages:
  - stage: one
    steps:
      - ask: When?  # voronka: ok
        save: day
      - wait: {wait}
      - message: Now.
"""


def asked(wait: str, timezone: str = "") -> World:
    """Somebody who was asked for a day on Monday at noon, UTC."""
    anna = world(script(wait), timezone=timezone)
    anna.start()
    anna.heard()
    return anna


@pytest.mark.parametrize(
    ("wait", "answer", "timezone", "ends"),
    [
        ("tomorrow 10:00", "x", "", "2026-03-03 07:00"),
        ("tomorrow 10:00", "x", "Asia/Vladivostok", "2026-03-03 00:00"),
        ("tomorrow 7:00", "x", "", "2026-03-03 04:00"),
        ("friday", "x", "", "2026-03-06 06:00"),
        ("{until: friday 23:00, plus: 7 days}", "x", "", "2026-03-13 20:00"),
        ("{until: friday 23:00, plus: 1 hour}", "x", "", "2026-03-07 06:00"),
        ("{until: friday 9:30, minus: 1 hour}", "x", "", "2026-03-05 17:59"),
        ('{until: "{{ day }}", plus: 7 days}', "2026-03-10", "", "2026-03-17 06:00"),
        ('{until: "{{ day }}"}', "10 марта в 8:00", "", "2026-03-10 05:00"),
        ('{until: "{{ day }} 8:00"}', "10.03.2026", "", "2026-03-10 05:00"),
        ("{until: 2026-03-29 02:30}", "x", "Europe/Berlin", "2026-03-29 01:00"),
    ],
)
def test_when_it_ends(wait: str, answer: str, timezone: str, ends: str) -> None:
    anna = asked(wait, timezone)
    assert anna.say(answer) == []
    ((timer),) = anna.timers
    assert timer.due_at == datetime.fromisoformat(ends).replace(tzinfo=UTC)
    anna.later(timer.due_at - anna.now)
    assert anna.heard() == ["Now."]


@pytest.mark.parametrize("wait", ["2026-03-01 10:00", "today 10:00", "{until: tomorrow, minus: 2 days}"])
def test_a_moment_that_is_past_ends_it_at_once_even_at_night(wait: str) -> None:
    anna = asked(wait)
    anna.later(datetime(2026, 3, 2, 20, tzinfo=UTC) - anna.now)
    assert anna.say("x") == ["Now."]


def test_the_very_moment_is_past() -> None:
    anna = asked("2026-03-02 15:00\n        past: end")
    anna.say("x")
    assert anna.journey().outcome == "ended"


@pytest.mark.parametrize("answer", ["soon", "32.13.2026", "0001-01-01"])
def test_a_value_that_is_no_moment_ends_it_at_once_and_is_a_fact(answer: str) -> None:
    anna = asked('{until: "{{ day }}"}')
    assert anna.say(answer) == ["Now."]
    assert Track(event="variable_missing", step="one.2", detail="day") in anna.all_of(Track)


def test_after_an_outage_a_named_hour_is_past_and_the_sending_hours_decide() -> None:
    anna = asked("tomorrow 22:00")
    anna.say("x")
    assert anna.outage("1 day 12 hours") == []  # three at night
    assert anna.wait("6 hours") == ["Now."]


def test_an_hour_that_was_only_counted_is_not_kept_at_night_however_short_the_outage() -> None:
    anna = asked("{until: tomorrow 23:00, minus: 2 hours}")
    anna.say("x")
    assert anna.timer("over") == datetime(2026, 3, 3, 17, 59, tzinfo=UTC)
    assert anna.outage("1 day 6 hours 5 min") == []
    assert anna.timer("over") == datetime(2026, 3, 4, 6, tzinfo=UTC)


def test_whoever_comes_back_during_the_wait_is_waited_for_as_before() -> None:
    anna = asked("tomorrow 22:00")
    anna.say("x")
    anna.stop()
    anna.start()
    anna.heard()
    anna.later(datetime(2026, 3, 3, 19, tzinfo=UTC) - anna.now)
    assert anna.heard() == ["Now."]


def warnings(text: str, folder: Path) -> list[str]:
    checked(text, folder)
    return [str(finding) for finding in examine_file(folder / FILE).findings]


def test_the_checker_warns_of_an_hour_outside_the_sending_hours(tmp_path: Path) -> None:
    (warning,) = warnings(script("tomorrow 7:00"), tmp_path)
    assert warning.endswith(
        "funnel.yaml:11:15: 07:00 is outside the sending hours, and what follows comes all the same; "
        "write an hour from 09:00 to 21:00, or end the line with `# voronka: ok`"
    )
    assert warnings(script("{until: friday 7:00, plus: 3 hours}"), tmp_path) == []
    assert warnings(script("23:30", hours="22:00-02:00"), tmp_path) == []
