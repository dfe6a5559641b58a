"""Each message is judged only by what can be asked of it."""

from dataclasses import replace

from funnels.analytics.conversion import StepFigures, step_figures
from funnels.analytics.rows import StepRow
from funnels.analytics.step_verdict import faults

PLAIN = StepRow(stage="core", step="", label="", sent=400, delivered=400, failed=0, clicked=0, answered=0, asks=False)


def steps(**rows: StepRow) -> list[StepFigures]:
    return [step_figures(replace(row, step=step), ["core"]) for step, row in rows.items()]


def test_messages_that_fail_are_a_part_of_those_sent() -> None:
    lost = replace(PLAIN, sent=40, delivered=2, failed=38)
    assert faults(steps(hello=PLAIN, lost=lost, bye=PLAIN)) == {"failed": "lost"}


def test_people_leave_after_any_message() -> None:
    asking = replace(PLAIN, asks=True, clicked=200)
    pushy = replace(PLAIN, left_within_day=80)
    assert faults(steps(hello=asking, more=asking, pushy=pushy)) == {"left_within_day": "pushy"}


def test_only_what_can_be_pressed_is_pressed_too_little() -> None:
    pressed, ignored = replace(PLAIN, asks=True, clicked=200), replace(PLAIN, asks=True, clicked=20)
    assert faults(steps(hello=pressed, more=pressed, ignored=ignored, silent=PLAIN)) == {"ignored": "ignored"}
    assert faults(steps(hello=pressed, more=pressed, silent=PLAIN)) == {}


def test_only_what_sells_is_abandoned() -> None:
    sold = replace(PLAIN, sells=True, asked_to_pay=100, paid=60)
    dear = replace(PLAIN, sells=True, asked_to_pay=100, paid=20)
    older = replace(PLAIN, asked_to_pay=100, paid=0)
    assert faults(steps(cheap=sold, also=sold, dear=dear, older=older)) == {"abandoned": "dear"}


def test_a_question_answered_in_words_is_not_passed_over() -> None:
    pressed, said = replace(PLAIN, asks=True, clicked=360), replace(PLAIN, asks=True, answered=360)
    both, silence = (replace(PLAIN, asks=True, clicked=240, answered=answered) for answered in (350, 80))
    assert faults(steps(pressed=pressed, said=said, both=both)) == {}
    assert faults(steps(pressed=pressed, said=said, silence=silence)) == {"ignored": "silence"}
