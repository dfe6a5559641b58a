"""The person's clock, and when a follow-up would have come if there were no sending hours."""

from datetime import datetime
from zoneinfo import ZoneInfo

from funnels.engine.hours import zone
from funnels.steps.waiting import Waiting
from funnels.why.story import Story


def zone_of(story: Story) -> ZoneInfo:
    """The person's own clock, or the funnel's while theirs is not known."""
    return zone(story.journey.subscriber.timezone or story.script.timezone)


def wanted(story: Story, key: str, part: int, *, since: datetime, asked: datetime | None) -> datetime | None:
    """When the part of a step was wanted (UTC): counted `since` it began, or from when they `asked` to pay.

    None for one that is counted back from a deadline, or from what has not happened.
    """
    step = story.script.places[key].step
    messages = [follow_up for _, follow_up in step.timed_messages()]
    after = messages[part - 1].after if 0 < part <= len(messages) else None
    begun = asked if isinstance(step, Waiting) and part > len(step.follow_ups) else since
    return begun + after if after is not None and begun is not None else None
