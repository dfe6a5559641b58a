"""What happened to people in the funnel, and how they arrived."""

from storage.facts.fact import FUNNEL, Fact, begin, column
from storage.tables import events
from storage.traffic_tables import touches

_event, _touch = events.c, touches.c

EVENTS = Fact(
    rows="Something that happened: a message delivered, a button pressed, an answer, a goal met.",
    columns={
        "event": column(_event.id, "its number"),
        "at": column(_event.at, "when"),
        "subscriber": column(_event.subscriber_id, "the person's Telegram id"),
        "journey": column(_event.journey_id, "the walk, where it belongs to one"),
        "run": column(_event.run, "which of their walks through this funnel"),
        "version": column(_event.version, "the script's version"),
        "what": column(_event.event, "what happened, such as `delivered` or `clicked`"),
        "step": column(_event.step, "at which step, `stage.step`; a follow-up is `#1`, `#2`… behind it"),
        "detail": column(_event.detail, "more of it, such as `experiment=variant`"),
    },
    source=begin(events).where(_event.funnel == FUNNEL).order_by(_event.id),
)

TOUCHES = Fact(
    rows="An arrival by a link; a person has as many as they came.",
    columns={
        "subscriber": column(_touch.subscriber_id, "the person's Telegram id"),
        "at": column(_touch.at, "when"),
        "source": column(_touch.source, "the source the link named"),
        "link": column(_touch.link, "the word of the link"),
    },
    source=begin(touches).where(_touch.funnel == FUNNEL).order_by(_touch.id),
)
