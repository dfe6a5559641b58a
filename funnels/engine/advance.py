"""Everything that moves a journey is in this file: `advance` takes what happened and says what follows.

`advance(script, journey, input, now, left)` gives the new journey and the effects. It asks nobody: the time is an
argument and so is what is left in stock, the subscriber is part of the journey, and the same arguments always give the
same answer.
"""

import html
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from funnels.definition.script import END, FINISH, STAGE_OVER, Script
from funnels.engine import access, claims, delivering, fallback, payment, renewing, selling, staffing
from funnels.engine.buttons import ButtonRef, menu_number
from funnels.engine.cancelling import is_cancel_code
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StageLeft, StageReached, Track
from funnels.engine.inputs import (
    Answered,
    Blocked,
    Called,
    CancelAsked,
    Clicked,
    EventReceived,
    Input,
    MemberChanged,
    MemberChecked,
    NotCancelled,
    NotDelivered,
    NotRemoved,
    Paid,
    PaymentAccepted,
    PaymentNotAsked,
    PaymentRefused,
    PresentFailed,
    Pressed,
    Refunded,
    SendingAgainAsked,
    StaffActed,
    Started,
    Stopped,
    SubscriptionChanged,
    TimerFired,
)
from funnels.engine.journey import Journey
from funnels.engine.left import UNLIMITED, Left
from funnels.engine.outside_values import keep
from funnels.engine.sale import is_pay_code
from funnels.engine.turn import Turn

if TYPE_CHECKING:
    from funnels.definition.menu import Fallback

MOST_STEPS = 500
"""Steps one input may walk through; more is a loop without a wait."""

FINISHED = "finished"


class EndlessLoopError(Exception):
    """The script goes round without ever waiting; the journey stays where it was."""


def advance(
    script: Script, journey: Journey, input_: Input, now: datetime, left: Left = UNLIMITED
) -> tuple[Journey, tuple[Effect, ...]]:
    """The journey after `input_`, and what must happen; raises EndlessLoopError if the script never waits."""
    turn = Turn(script, journey, now, "timed" if isinstance(input_, TimerFired) else "answer", left)
    _leave(turn, _HANDLERS[type(input_)](turn, input_))
    return turn.journey, tuple(turn.effects)


def resume(
    script: Script, journey: Journey, now: datetime, left: Left = UNLIMITED
) -> tuple[Journey, tuple[Effect, ...]]:
    """Take up a journey whose person is reachable again: its stage goes on, its timers are set anew.

    Times count from when the step began; what came due meanwhile is left out, a wait that is over ends now. A
    payment that came meanwhile moves the journey now.
    """
    turn = Turn(script, journey, now, left=left)
    if not journey.ended and journey.step:
        if journey.stage not in journey.passed:
            turn.emit(StageReached(stage=journey.stage))
        if journey.held:
            turn.change(held="")
            _leave(turn, journey.held)
        else:
            turn.place.step.arm(turn)
    return turn.journey, tuple(turn.effects)


def take_note(
    script: Script, journey: Journey, product: str, now: datetime, left: Left = UNLIMITED
) -> tuple[Journey, tuple[Effect, ...]]:
    """The person bought a product of this funnel in another walk through it: this one need not sell it."""
    turn = Turn(script, journey, now, left=left)
    _leave(turn, payment.after_purchase(turn, product))
    return turn.journey, tuple(turn.effects)


def move_clock(
    script: Script, journey: Journey, now: datetime, left: Left = UNLIMITED
) -> tuple[Journey, tuple[Effect, ...]]:
    """The person has told another journey where they live: what this one waits for comes by their own clock."""
    turn = Turn(script, journey, now, left=left)
    if journey.step:
        turn.place.step.on_new_zone(turn)
    return turn.journey, tuple(turn.effects)


def takes(script: Script, journey: Journey, answer: Answered, now: datetime) -> bool:
    """Whether the step the journey stands at can make something of what the person wrote."""
    turn = Turn(script, journey, now)
    return bool(journey.step) and turn.place.step.takes(turn, answer)


def answer_menu(
    script: Script, journey: Journey, number: int, now: datetime, left: Left = UNLIMITED
) -> tuple[Journey, tuple[Effect, ...]]:
    """Show an entry of the menu; the journey stays where it is."""
    turn = Turn(script, journey, now, left=left)
    turn.show_menu(number)
    return turn.journey, tuple(turn.effects)


def answer_nobody(
    script: Script, journey: Journey, rule: "Fallback", answer: Answered, now: datetime
) -> tuple[Journey, tuple[Effect, ...]]:
    """Words that nothing understood: what the fallback says of them; the journey stays where it is."""
    turn = Turn(script, journey, now)
    fallback.answer(turn, rule, answer)
    return turn.journey, tuple(turn.effects)


def _leave(turn: Turn, exit_: str | None) -> None:
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
        exit_ = _arrive(turn, turn.place.exits[exit_])
    if turn.journey.outcome and turn.journey.step:
        _finish(turn, turn.journey.outcome)


def _arrive(turn: Turn, target: str) -> str | None:
    if target in (FINISH, END):
        if target == FINISH and turn.journey.stage:
            _pass_by_going_on(turn)
        _finish(turn, FINISHED if target == FINISH else "ended")
        return None
    place = turn.script.places[target]
    next_stage = place.stage != turn.journey.stage
    if next_stage and not _is_for_them(turn, place.stage):
        return _arrive(turn, place.exits[STAGE_OVER])
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


def _started(turn: Turn, input_: Started) -> str | None:
    if input_.promo:
        turn.change(promo=input_.promo)
    journey = turn.journey
    if not journey.reached:
        turn.emit(Track(event="started", detail=journey.subscriber.source))
        return _arrive(turn, turn.script.first)
    if journey.ended:
        turn.reply("walk_is_over")
        return None
    turn.place.step.show(turn)
    return None


def _pressed(turn: Turn, input_: Pressed) -> str | None:
    turn.pressed = True
    ref = ButtonRef.parse(input_.data)
    if ref is not None and is_pay_code(ref.code):
        selling.pressed(turn, ref)
    elif ref is not None and is_cancel_code(ref.code):
        renewing.pressed(turn, ref)
    elif ref is not None and (number := menu_number(turn.script, ref)) is not None:
        turn.clicked(ref)
        turn.show_menu(number)
    elif ref is not None and _is_current(turn, ref):
        return turn.press(ref)
    else:
        turn.toast("step_is_over")
    return None


def _is_current(turn: Turn, ref: ButtonRef) -> bool:
    """Whether the button is one of the step the journey stands at; any client can send any data."""
    journey = turn.journey
    return not journey.ended and (ref.revision, ref.place) == (journey.revision, turn.place.index)


def _clicked(turn: Turn, input_: Clicked) -> str | None:
    ref = ButtonRef.parse(input_.data)
    if ref is not None and 0 <= ref.place < len(turn.script.everywhere):
        turn.clicked(ref)
    return None


def _answered(turn: Turn, input_: Answered) -> str | None:
    if turn.journey.ended:
        turn.reply("walk_is_over")
        return None
    return turn.place.step.answered(turn, input_)


def _timer_fired(turn: Turn, input_: TimerFired) -> str | None:
    if not input_.revision:
        _beside_steps(turn, input_.name)
        return None
    if turn.journey.ended or input_.revision != turn.journey.revision:
        return None
    decent = turn.decent(turn.now)
    if decent > turn.now and not turn.place.step.keeps_hour(turn, input_.name):
        turn.set_timer(input_.name, decent)
        return None
    return turn.place.step.timer(turn, input_.name)


def _beside_steps(turn: Turn, timer: str) -> None:
    if timer.startswith(access.IS_FOR):
        access.timer(turn, timer)
    elif timer.startswith(claims.IS_FOR):
        claims.timer(turn, timer)
    else:
        staffing.task_late(turn, timer)


def _not_asked(turn: Turn, input_: PaymentNotAsked) -> str | None:
    selling.not_asked(turn, input_)
    return None


def _refused(turn: Turn, input_: PaymentRefused) -> str | None:
    claims.refused(turn, input_.order, input_.staff)
    return None


def _refunded(turn: Turn, input_: Refunded) -> str | None:
    payment.refunded(turn, input_)
    return None


def _member_checked(turn: Turn, input_: MemberChecked) -> str | None:
    """Whoever is not in it and has stopped the bot meanwhile is asked nothing; /start shows the step again."""
    unasked = input_.member is False and turn.journey.subscriber.reach != "active"
    if unasked or not _stands_at(turn, input_.revision):
        return None
    return turn.place.step.member_checked(turn, input_)


def _member_changed(turn: Turn, input_: MemberChanged) -> str | None:
    """A person who joins the channel of the gate they stand at is let on at once."""
    journey = turn.journey
    if not (input_.member and journey.step and getattr(turn.place.step, "gate", "").casefold() in input_.chats):
        return None
    found = MemberChecked(funnel=journey.funnel, run=journey.run, revision=journey.revision, member=True)
    return turn.place.step.member_checked(turn, found)


def _staff_acted(turn: Turn, input_: StaffActed) -> str | None:
    return staffing.acted(turn, input_)


def _called(turn: Turn, input_: Called) -> str | None:
    """The journey may have gone on meanwhile; a call that failed is put before the owners all the same."""
    if input_.key:
        delivering.called(turn, input_)
        return None
    turn.emit(Track(event="called" if input_.ok else "call_failed", step=input_.step, detail=input_.reason))
    if not input_.ok:
        staffing.call_failed(turn, input_)
    if _stands_at(turn, input_.revision):
        return turn.place.step.called(turn, input_)
    if caller := turn.script.places.get(input_.step):
        caller.step.called_late(turn, input_)
    return None


def _not_removed(turn: Turn, input_: NotRemoved) -> None:
    staffing.notify(turn, "not_removed", staffing.OWNER, html.escape(input_.reason, quote=False))


def _present_failed(turn: Turn, input_: PresentFailed) -> None:
    why = html.escape(input_.reason, quote=False)
    staffing.notify(turn, "present_failed", staffing.OWNER, why, step=input_.step)


def _stands_at(turn: Turn, revision: int) -> bool:
    return not turn.journey.ended and turn.journey.revision == revision


def _happened(turn: Turn, input_: EventReceived) -> str | None:
    if not turn.journey.reached:
        turn.change(event=input_.name)
        keep(turn, turn.script.file.start.save, input_)
        return _started(turn, Started())
    if turn.journey.ended or not turn.place.step.awaits(input_.name):
        return None
    turn.track("event", detail=input_.name)
    turn.change(event=input_.name)
    return turn.place.step.happened(turn, input_)


def _silenced(turn: Turn, input_: Stopped | Blocked) -> str | None:
    """The bot may not write any more: no timer is left, the stage counts as left unless they come back."""
    if turn.journey.ended:
        return None
    turn.cancel_timers()
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
    Paid: payment.paid,
    PaymentAccepted: payment.accepted,
    PaymentNotAsked: _not_asked,
    PaymentRefused: _refused,
    Refunded: _refunded,
    MemberChecked: _member_checked,
    MemberChanged: _member_changed,
    StaffActed: _staff_acted,
    Called: _called,
    NotRemoved: _not_removed,
    NotDelivered: delivering.not_delivered,
    SubscriptionChanged: renewing.changed,
    CancelAsked: renewing.asked_to_cancel,
    NotCancelled: renewing.not_cancelled,
    SendingAgainAsked: delivering.send_again,
    PresentFailed: _present_failed,
    EventReceived: _happened,
    Stopped: _silenced,
    Blocked: _silenced,
}
