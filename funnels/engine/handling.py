"""What each kind of input does to a journey: `HANDLERS` gives the exit it leaves its step by, or None."""

import html
from collections.abc import Callable
from typing import Any

from funnels.engine import access, claims, delivering, payment, pressing, renewing, selling, staffing
from funnels.engine.effects.facts import StageLeft, Track
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
from funnels.engine.outside_values import keep
from funnels.engine.turn import Turn
from funnels.engine.walking import arrive


def _started(turn: Turn, input_: Started) -> str | None:
    if input_.promo:
        turn.change(promo=input_.promo)
    journey = turn.journey
    if not journey.reached:
        turn.emit(Track(event="started", detail=journey.subscriber.source))
        return arrive(turn, turn.script.first)
    if journey.ended:
        turn.reply("walk_is_over")
        return None
    turn.place.step.show(turn)
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


HANDLERS: dict[type[Input], Callable[[Turn, Any], str | None]] = {
    Started: _started,
    Pressed: pressing.pressed,
    Clicked: pressing.clicked,
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
