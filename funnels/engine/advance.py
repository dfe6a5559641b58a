"""Everything that moves a journey is in this file: `advance` takes what happened and says what follows.

`advance(script, journey, input, now)` gives the new journey and the effects. It asks nobody: the time is an argument,
the subscriber is part of the journey, and the same arguments always give the same answer.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from funnels.definition.compile import STAGE_OVER
from funnels.definition.script import END, FINISH, Script
from funnels.engine import selling
from funnels.engine.buttons import ButtonRef
from funnels.engine.effects import CancelTimers, Effect, StageLeft, StageReached, Track
from funnels.engine.inputs import (
    Answered,
    Blocked,
    Clicked,
    Input,
    Paid,
    PaymentRefused,
    Pressed,
    Started,
    Stopped,
    TimerFired,
)
from funnels.engine.journey import Journey
from funnels.engine.turn import Turn

MOST_STEPS = 500
"""Steps one input may walk through; more is a loop without a wait."""

FINISHED = "finished"


class EndlessLoopError(Exception):
    """The script goes round without ever waiting; the journey stays where it was."""


def advance(
    script: Script, journey: Journey, input_: Input, now: datetime
) -> tuple[Journey, tuple[Effect, ...]]:
    """The journey after `input_`, and what must happen; raises EndlessLoopError for a script that never waits."""
    turn = Turn(script, journey, now, "timed" if isinstance(input_, TimerFired) else "answer")
    exit_ = _HANDLERS[type(input_)](turn, input_)
    _walk(turn, exit_)
    return turn.journey, tuple(turn.effects)


def _walk(turn: Turn, exit_: str | None) -> None:
    """Leave by the exit, enter what it leads to, and go on until a step waits or the walk is over."""
    steps = 0
    while exit_ is not None:
        steps += 1
        if steps > MOST_STEPS:
            raise EndlessLoopError(f"{turn.journey.funnel}: the steps after {turn.journey.step} never wait")
        exit_ = _arrive(turn, turn.place.exits[exit_])
    if turn.journey.outcome and turn.journey.step:
        _finish(turn, turn.journey.outcome)


def _arrive(turn: Turn, target: str) -> str | None:
    if target in (FINISH, END):
        if target == FINISH:
            _pass_by_going_on(turn)
        _finish(turn, FINISHED if target == FINISH else "ended")
        return None
    place = turn.script.places[target]
    _cancel_timers(turn)
    if place.stage != turn.journey.stage:
        _change_stage(turn, place.stage)
    turn.change(step=target, revision=turn.journey.revision + 1, entered_at=turn.now)
    if _goal_is_met_already(turn):
        return STAGE_OVER
    return place.step.enter(turn)


def _cancel_timers(turn: Turn) -> None:
    """Whatever the step just left had set; steps that only pass through set none."""
    if turn.journey.step and CancelTimers() not in turn.effects:
        turn.emit(CancelTimers())


def _change_stage(turn: Turn, name: str) -> None:
    old = turn.journey.stage
    if old and turn.script.stage_number(name) > turn.script.stage_number(old):
        _pass_by_going_on(turn)
    if old and old not in turn.journey.passed:
        turn.emit(StageLeft(stage=old))
    turn.change(stage=name, reached=turn.journey.reached | {name})
    turn.emit(StageReached(stage=name))


def _pass_by_going_on(turn: Turn) -> None:
    """A stage without a goal is passed when the journey goes on from it."""
    if turn.stage.goal is None:
        turn.pass_stage(turn.stage)


def _goal_is_met_already(turn: Turn) -> bool:
    """Whoever has bought what the stage sells is not taken through it."""
    goal = turn.stage.goal or ""
    kind, _, product = goal.partition(" ")
    if kind == "paid" and turn.has_bought(product) and turn.stage.stage not in turn.journey.passed:
        turn.pass_stage(turn.stage)
        return True
    return False


def _finish(turn: Turn, outcome: str) -> None:
    _cancel_timers(turn)
    if turn.journey.stage not in turn.journey.passed:
        turn.emit(StageLeft(stage=turn.journey.stage))
    turn.emit(Track(event="ended", step=turn.journey.step, detail=outcome))
    turn.change(outcome=outcome, step="", revision=turn.journey.revision + 1, entered_at=None)


def _started(turn: Turn, input_: Started) -> str | None:  # noqa: ARG001  # every handler has this form
    journey = turn.journey
    if not journey.reached:
        turn.emit(Track(event="started", detail=journey.subscriber.source))
        return _arrive(turn, turn.script.first)
    if journey.ended:
        turn.reply("walk_is_over")
        return None
    turn.place.step.show(turn)
    return None


def resume(script: Script, journey: Journey, now: datetime) -> tuple[Journey, tuple[Effect, ...]]:
    """Take up a journey whose person is reachable again: its stage goes on, its timers are set anew.

    Times count from when the step began; what came due meanwhile is left out, a wait that is over ends now.
    """
    turn = Turn(script, journey, now, "answer")
    if not journey.ended and journey.step:
        if journey.stage not in journey.passed:
            turn.emit(StageReached(stage=journey.stage))
        turn.place.step.arm(turn)
    return turn.journey, tuple(turn.effects)


def _pressed(turn: Turn, input_: Pressed) -> str | None:
    ref = ButtonRef.parse(input_.data)
    if ref is None or ref.place >= len(turn.script.order):
        turn.toast("step_is_over")
        return None
    if ref.revision == turn.journey.revision and not turn.journey.ended:
        return turn.press(ref)
    if selling.is_pay_code(ref.code):
        _track_click(turn, ref)
        selling.pressed(turn, ref)
        return None
    turn.toast("step_is_over")
    return None


def _clicked(turn: Turn, input_: Clicked) -> str | None:
    ref = ButtonRef.parse(input_.data)
    if ref is not None and ref.place < len(turn.script.order):
        _track_click(turn, ref)
    return None


def _track_click(turn: Turn, ref: ButtonRef) -> None:
    key = turn.script.place_at(ref.place).key
    turn.emit(Track(event="clicked", step=f"{key}#{ref.part}" if ref.part else key, detail=ref.code))


def _answered(turn: Turn, input_: Answered) -> str | None:
    if turn.journey.ended:
        turn.reply("walk_is_over")
        return None
    return turn.place.step.answered(turn, input_)


def _timer_fired(turn: Turn, input_: TimerFired) -> str | None:
    if turn.journey.ended or input_.revision != turn.journey.revision:
        return None
    decent = turn.decent(turn.now)
    if decent > turn.now:
        turn.set_timer(input_.name, decent)
        return None
    return turn.place.step.timer(turn, input_.name)


def _paid(turn: Turn, input_: Paid) -> str | None:
    return selling.paid(turn, input_)


def _refused(turn: Turn, input_: PaymentRefused) -> str | None:
    selling.refused(turn, input_)
    return None


def _silenced(turn: Turn, input_: Stopped | Blocked) -> str | None:
    """The bot may not write any more: no timer is left, the stage counts as left unless they come back."""
    if turn.journey.ended:
        return None
    turn.emit(CancelTimers())
    if turn.journey.stage not in turn.journey.passed:
        turn.emit(StageLeft(stage=turn.journey.stage))
    turn.track("stopped" if isinstance(input_, Stopped) else "blocked")
    return None


_HANDLERS: dict[type[Input], Callable[[Turn, Any], str | None]] = {
    Started: _started,
    Pressed: _pressed,
    Clicked: _clicked,
    Answered: _answered,
    TimerFired: _timer_fired,
    Paid: _paid,
    PaymentRefused: _refused,
    Stopped: _silenced,
    Blocked: _silenced,
}
