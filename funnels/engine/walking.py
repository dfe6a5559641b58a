"""How a journey goes from step to step and from stage to stage, until a step waits or the walk is over."""

from funnels.definition.script import END, FINISH, STAGE_OVER
from funnels.engine.effects.facts import StageLeft, StageReached, Track
from funnels.engine.turn import Turn

MOST_STEPS = 500
"""Steps one input may walk through; more is a loop without a wait."""

FINISHED = "finished"


class EndlessLoopError(Exception):
    """The script goes round without ever waiting; the journey stays where it was."""


def leave(turn: Turn, exit_: str | None) -> None:
    """Walk on by the exit; whoever may not be written to walks when they are back, by what leads furthest."""
    if exit_ is None or turn.journey.subscriber.reach == "active":
        _walk(turn, exit_)
    elif turn.journey.held != STAGE_OVER:
        turn.change(held=exit_)


def _walk(turn: Turn, exit_: str | None) -> None:
    """Leave by the exit, enter what it leads to, and go on until a step waits or the walk is over."""
    steps = 0
    while exit_ is not None:
        steps += 1
        if steps > MOST_STEPS:
            raise EndlessLoopError(f"{turn.journey.funnel}: the steps after {turn.journey.step} never wait")
        exit_ = arrive(turn, turn.place.exits[exit_])
    if turn.journey.outcome and turn.journey.step:
        _finish(turn, turn.journey.outcome)


def arrive(turn: Turn, target: str) -> str | None:
    """Go to what an exit leads to; the exit by which it is left at once, or None where the journey waits or is over."""
    if target in (FINISH, END):
        if target == FINISH and turn.journey.stage:
            _pass_by_going_on(turn)
        _finish(turn, FINISHED if target == FINISH else "ended")
        return None
    place = turn.script.places[target]
    next_stage = place.stage != turn.journey.stage
    if next_stage and not _is_for_them(turn, place.stage):
        turn.emit(Track(event="passed_by", step=place.key, detail=place.stage))
        return arrive(turn, place.exits[STAGE_OVER])
    turn.cancel_timers()
    if next_stage:
        _change_stage(turn, place.stage)
    turn.go_to(place)
    if _goal_is_met_already(turn):
        return STAGE_OVER
    return place.step.enter(turn)


def _is_for_them(turn: Turn, stage: str) -> bool:
    """Whether the condition of the stage holds for this person; whoever it does not hold for goes by the stage."""
    condition = turn.script.stage(stage).if_
    return condition is None or condition.holds(turn.values())


def _change_stage(turn: Turn, name: str) -> None:
    old = turn.journey.stage
    if old and turn.script.stage_number(name) > turn.script.stage_number(old):
        _pass_by_going_on(turn)
    if old and old not in turn.journey.passed:
        turn.emit(StageLeft(stage=old))
    turn.change(stage=name, stage_at=turn.now, reached=turn.journey.reached | {name})
    turn.emit(StageReached(stage=name))


def _pass_by_going_on(turn: Turn) -> None:
    """A stage without a goal is passed when the journey goes on from it."""
    if turn.stage.goal is None:
        turn.pass_stage(turn.stage)


def _goal_is_met_already(turn: Turn) -> bool:
    """Whoever has bought what the stage sells is not taken through it."""
    stage = turn.stage if turn.journey.subscriber.bought else None
    if stage and stage.stage not in turn.journey.passed and any(map(turn.has_for_good, stage.sells)):
        turn.pass_stage(stage)
        return True
    return False


def _finish(turn: Turn, outcome: str) -> None:
    turn.cancel_timers()
    if turn.journey.stage and turn.journey.stage not in turn.journey.passed:
        turn.emit(StageLeft(stage=turn.journey.stage))
    turn.emit(Track(event="ended", step=turn.journey.step, detail=outcome))
    turn.go_to(None, outcome=outcome)
