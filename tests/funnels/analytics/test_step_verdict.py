"""Which messages are the worst: a question that is answered in words is answered, though nobody presses it."""

from funnels.analytics.conversion import StepFigures, step_figures
from funnels.analytics.rows import StepRow
from funnels.analytics.step_verdict import faults


def step(name: str, *, clicked: int = 0, answered: int = 0, asks: bool = True) -> StepFigures:
    row = StepRow(
        stage="one",
        step=name,
        label="",
        sent=100,
        delivered=100,
        failed=0,
        clicked=clicked,
        answered=answered,
        asks=asks,
    )
    return step_figures(row, {"one"})


def test_a_question_answered_in_words_is_not_passed_over() -> None:
    said, pressed = step("said", answered=90), step("pressed", clicked=90)
    assert faults([said, pressed, step("both", clicked=60, answered=88)]) == {}
    assert faults([said, pressed, step("silence", clicked=40, answered=20)]) == {"ignored": "silence"}


def test_a_message_that_asks_nothing_is_not_judged_by_acts() -> None:
    assert faults([step("said", answered=90), step("pressed", clicked=90), step("told", asks=False)]) == {}
