"""Funnels to ask about, and any question about one of them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.desk.view import View
from funnels.analytics.period import EVER, Period, last_days
from funnels.analytics.question import SLICES, Cell, Question
from funnels.definition.load import load_version
from funnels.definition.script import Script

TODAY = date(2026, 3, 20)
_TEXT = """
funnel: {name}
language: en
stages:
  - stage: core
    steps: [{{message: Hello.}}]
  - stage: upsell
    steps: [{{message: More.}}]
"""


def script(name: str) -> Script:
    return load_version(_TEXT.format(name=name), funnel=name, version=1, timezone="UTC")


WALK, TALK = script("walk"), script("talk")
ONE = {"walk": WALK}
TWO = {"walk": WALK, "talk": TALK}

VALUES = ("vk", "", "vk-марта", "two words", "price=a", "7", "core", "all", "x" * 64)

_dates = st.dates(min_value=date(2000, 1, 1), max_value=TODAY)
periods = st.one_of(
    st.just(EVER),
    st.integers(min_value=1, max_value=4000).map(lambda days: last_days(days, TODAY)),
    st.tuples(_dates, st.integers(min_value=0, max_value=9000)).map(
        lambda drawn: Period(first=drawn[0], last=drawn[0] + timedelta(days=drawn[1]))
    ),
)
questions = st.builds(
    Question,
    funnel=st.sampled_from(list(TWO)),
    period=periods,
    by=st.sampled_from(["contact", "calendar"]),
    only=st.none() | st.builds(Cell, slice=st.sampled_from(SLICES), value=st.sampled_from(VALUES)),
    split=st.none() | st.sampled_from(SLICES),
    from_stage=st.sampled_from(["", "core", "upsell"]),
    again=st.booleans(),
    compare=st.booleans(),
)
"""Also those that no words ask: a slice of one value, and all of the time compared with nothing."""

views = st.builds(
    View,
    report=st.just("stats"),
    question=questions,
    explained=st.booleans(),
    panel=st.sampled_from(["", "slices", "values", "stages"]),
    page=st.integers(min_value=0, max_value=999),
    theme=st.sampled_from([None, "light", "dark"]),
)
