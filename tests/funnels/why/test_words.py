"""Every line has words in both languages, which name the same things."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest

from funnels.engine.effects.facts import Event, NotSent
from funnels.why.story import Line
from funnels.why.words import WORDS, say

DETAILED = {"decided": ("then", "else"), "time_over": ("otherwise", "expired"), "not_sent": get_args(NotSent)}
"""Facts whose words depend on their detail."""


@pytest.mark.parametrize("event", get_args(Event))
def test_every_fact_has_words(event: str) -> None:
    names = [f"{event}_{detail}" for detail in DETAILED[event]] if event in DETAILED else [event]
    assert WORDS.keys() >= set(names)


@pytest.mark.parametrize("what", WORDS)
def test_both_languages_name_the_same(what: str) -> None:
    said = WORDS[what]
    places = {language: sorted(re.findall(r"\{[^\w{}]*([a-z]+)", words)) for language, words in said.items()}
    assert places["ru"] == places["en"]


def test_what_is_not_known_is_left_out_with_what_stands_around_it() -> None:
    assert say(Line(what="answered", values={"detail": "Yes"}), "en", UTC) == "💬 Answered: “Yes”"
    assert say(Line(what="answered"), "en", UTC) == "💬 Answered"


def test_a_fact_of_a_newer_release_is_called_by_its_name() -> None:
    assert say(Line(what="teleported"), "en", UTC) == "teleported"


def test_moments_are_on_the_clock_of_the_person() -> None:
    due = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)
    line = Line(what="put_off", values={"step": "Hi", "due": due})
    told = say(line, "en", timezone(timedelta(hours=3)))
    assert told == "🌙 “Hi” waited for the sending hours since 3 Mar 00:00"
