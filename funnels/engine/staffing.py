"""What a journey wants of the people who run the bot, and what they do about it."""

import html
from datetime import datetime
from typing import TYPE_CHECKING

from funnels.engine.effects.facts import Track
from funnels.engine.effects.shown import CopyMessage
from funnels.engine.effects.staff import NotifyStaff, StaffNotice

if TYPE_CHECKING:
    from funnels.definition.text import Text
    from funnels.engine.inputs import Answered, Called, StaffActed
    from funnels.engine.turn import Turn

TASK = "task"
MANAGER = "manager"
OWNER = "owner"


def notify(
    turn: "Turn",
    about: StaffNotice,
    to: str,
    text: str,
    *,
    revision: int | None = None,
    step: str | None = None,
    message: int = 0,
) -> None:
    """Tell staff something about the subscriber; `text` is Telegram HTML, `step` the one the journey stands at."""
    journey = turn.journey
    who = journey.subscriber
    turn.emit(
        NotifyStaff(
            about=about,
            to=to,
            text=text,
            person=who.id,
            name=f"{who.first_name} {who.last_name}".strip(),
            username=who.username,
            title=turn.script.title,
            funnel=journey.funnel,
            run=journey.run,
            revision=journey.revision if revision is None else revision,
            step=journey.step if step is None else step,
            message=message,
        )
    )


def pass_on(turn: "Turn", about: StaffNotice, to: str, said: "Answered") -> None:
    """Tell staff what the person wrote; what they sent instead follows the notice as itself."""
    notify(turn, about, to, said.shown)
    if said.message:
        notify(turn, about, to, "", message=said.message)


def call_failed(turn: "Turn", result: "Called") -> None:
    """The owners learn which call failed, and why, also when nobody waited for it."""
    why = html.escape(result.reason, quote=False)
    notify(turn, "call_failed", OWNER, why, revision=result.revision, step=result.step)


def open_task(turn: "Turn", text: "Text", to: str, due_at: datetime | None) -> None:
    """Give staff something to do, which outlives the step; late after `due_at` (UTC)."""
    revision = turn.journey.revision
    turn.change(tasks={**turn.journey.tasks, str(revision): turn.journey.step})
    notify(turn, "task", to, turn.text(text))
    turn.track("task_opened")
    if due_at is not None:
        turn.set_timer(f"{TASK}.{revision}", due_at, of_step=False)


def task_late(turn: "Turn", timer: str) -> None:
    """Nobody has done a task in its time: the owners are told, once."""
    revision = timer.partition(".")[2]
    step = turn.journey.tasks.get(revision)
    if step is None:
        return
    what = getattr(turn.script.places[step].step, TASK)
    notify(turn, "task_late", OWNER, turn.text(what), revision=int(revision))
    turn.emit(Track(event="task_late", step=step))


def acted(turn: "Turn", act: "StaffActed") -> str | None:
    """Somebody finished a task, replied to the person, or gave the chat back; a second “Done” changes nothing.

    Whoever has stopped the bot or blocked it gets no reply either.
    """
    if act.act == "done":
        tasks = dict(turn.journey.tasks)
        if step := tasks.pop(str(act.revision), None):
            turn.change(tasks=tasks)
            turn.emit(Track(event="task_done", step=step, detail=str(act.staff)))
        return None
    if act.act == "replied":
        if turn.journey.subscriber.reach == "active":
            _reply(turn, act)
        else:
            turn.track("reply_refused", detail=str(act.staff))
    elif not turn.journey.ended and act.revision == turn.journey.revision:
        return turn.place.step.given_back(turn, act)
    return None


def _reply(turn: "Turn", act: "StaffActed") -> None:
    if act.message:
        turn.emit(CopyMessage(chat=act.chat, message=act.message, lane=turn.lane))
    else:
        turn.say(html.escape(act.text, quote=False))
    turn.track("staff_replied", detail=str(act.staff))
