"""Whatever stands after a verb can be told in one plain line."""

from datetime import timedelta
from typing import ClassVar

import pytest
from pydantic import Field

from funnels.definition.sketch import sketch
from funnels.definition.text import compile_condition, compile_plain, compile_text
from funnels.engine.turn import Turn
from funnels.steps.base import Exit, Step
from funnels.steps.moment import ForEvent
from tests.funnels.scripts import script_of


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (compile_text("**Hello**, {{ first_name }}!\n\n- a < b"), "Hello, …! • a < b"),
        (compile_text("{% if vip %}Dear{% else %}Hi{% endif %} {{ name | default: 'you' }}"), "Hi you"),
        (compile_plain("{{ word }} & more"), "… & more"),
        (compile_plain("The <course> &amp; more"), "The <course> &amp; more"),
        (compile_condition('orders contains "talk"'), 'orders contains "talk"'),
        (timedelta(days=2), "2 days"),
        ({"city": "Riga", "paid": True}, "city: Riga, paid: true"),
        (("a", timedelta(days=2)), "a, 2 days"),
        (ForEvent.model_validate({"for": "paid", "save": ["order"]}), "for: paid, save: order"),
        (ForEvent.model_validate({"for": "paid"}), "for: paid"),
        ("two\nlines", "two lines"),
        (None, ""),
    ],
)
def test_a_value_in_one_line(value: object, line: str) -> None:
    assert sketch(value, "en") == line


class Made(Step):
    """A verb that says nothing of maps."""

    verb: ClassVar[str] = "set"

    set_: dict[str, str] = Field(alias="set")

    def enter(self, turn: Turn) -> Exit:
        turn.tag(self.verb)
        return "next"


def test_a_verb_that_says_nothing_of_maps_is_told_by_what_stands_after_it() -> None:
    script = script_of("{funnel: test, stages: [{stage: one, steps: [{wait: 1 day}]}]}")
    step = Made.model_validate({"set": {"city": "Riga"}})
    assert step.caption(script) == "city: Riga"
    assert (step.kind, list(step.labels())) == ("notes", [])
