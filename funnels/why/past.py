"""What became of a walk: what was sent and done, and what was not sent and why, the oldest first."""

from collections.abc import Iterator

from funnels.definition.visible import clip
from funnels.why.names import NAME, Names
from funnels.why.story import Fact, Line, Story, Value
from funnels.why.times import wanted, zone_of
from funnels.why.visits import unsent, visits

_PRESSES = ("answered", "skipped", "declined", "consented", "asked_to_pay")
"""Facts that tell what a press of the same moment came to."""

_OF_PRODUCTS = (
    "asked_to_pay",
    "bought",
    "refunded",
    "access_reminded",
    "access_ended",
    "renewed",
    "renewal_failed",
    "subscription_cancelled",
)
_FOR_READERS = ("task_done", "staff_replied", "reply_refused", "given_back")
"""Facts whose detail is the number of somebody of the staff: nobody is told by it."""

_REASONED = ("failed", "failed_follow_up", "left_in_doubt", "call_failed")
REASON = 200
"""Units of a reason that another system gave."""

_RANKS = {
    "stage_passed": 1,
    "stage_left": 1,
    "stage_reached": 2,
    "delivered": 3,
    "failed": 3,
    "left_in_doubt": 3,
    "finished": 4,
    "ended": 4,
}
"""Of one moment: first what the person did, then where it led, then what was said there."""


def past(story: Story) -> list[Line]:
    """The lines; each has a moment."""
    names = Names(story.script)
    lines = [
        *_facts(story, names),
        *_stages(story, names),
        *_unsent(story, names),
        *_put_off(story, names),
        *_others(story),
    ]
    return sorted(lines, key=lambda line: (line.at or story.now, _RANKS.get(line.what, 0)))


def _facts(story: Story, names: Names) -> Iterator[Line]:
    told = {(fact.at, fact.step) for fact in story.facts if fact.event in _PRESSES}
    for fact in story.facts:
        if fact.event != "clicked" or (fact.at, fact.step) not in told:
            yield _line(fact, names)


def _line(fact: Fact, names: Names) -> Line:
    what, detail = fact.event, fact.detail
    if what in _OF_PRODUCTS:
        detail = names.product(detail)
    elif what == "passed_by":
        detail = names.stage(detail)
    elif what == "clicked":
        detail = names.button(fact.place, detail)
    elif what in ("decided", "time_over", "not_sent"):
        what = f"{what}_{detail}"
    elif what in _FOR_READERS:
        detail = ""
    elif what in ("delivered", "failed") and fact.part:
        what = f"{what}_follow_up"
    elif what == "ended" and detail == "finished":
        what = "finished"
    return _told(what, fact, names, detail)


def _told(what: str, fact: Fact, names: Names, detail: str) -> Line:
    values = {
        "step": names.step(fact.step) if fact.step else "",
        "detail": clip(detail, REASON if what in _REASONED else NAME),
    }
    return Line(what=what, at=fact.at, step=fact.step, values={key: value for key, value in values.items() if value})


def _stages(story: Story, names: Names) -> Iterator[Line]:
    for passage in story.passages:
        values = {"stage": names.stage(passage.stage)}
        yield Line(what="stage_reached", at=passage.reached_at, values=values)
        if passage.passed_at:
            yield Line(what="stage_passed", at=passage.passed_at, values=values)
        elif passage.left_at:
            yield Line(what="stage_left", at=passage.left_at, values=values)


def _unsent(story: Story, names: Names) -> Iterator[Line]:
    for visit in visits(story):
        for why, parts in unsent(story, visit).items() if visit.over_at else ():
            yield Line(what=why, at=visit.over_at, step=visit.key, values={"steps": names.parts(visit.key, parts)})


def _put_off(story: Story, names: Names) -> Iterator[Line]:
    """Follow-ups that waited for the sending hours."""
    hours, clock = story.script.sending_hours, zone_of(story)
    for visit in visits(story) if hours else ():
        for fact in visit.facts:
            if fact.event != "delivered" or not fact.part or hours is None:
                continue
            due = wanted(story, visit.key, fact.part, since=visit.began, asked=visit.since("asked_to_pay"))
            if due and not hours.include(due.astimezone(clock).time()) and fact.at >= hours.not_before(due, clock):
                values: dict[str, Value] = {"step": names.step(fact.step), "due": due}
                yield Line(what="put_off", at=fact.at, step=fact.step, values=values)


def _others(story: Story) -> Iterator[Line]:
    for bill in story.bills:
        if bill.status == "expired" and bill.closes_at and bill.closes_at <= story.now:
            yield Line(what="order_expired", at=bill.closes_at, values={"detail": bill.title})
    for lost in story.lost:
        yield Line(what="goods_lost", at=lost.at, values={"detail": lost.reason})
