"""By what journeys are told apart: the cells of a journey, kept with it as `slice=value`.

Where the person came from, the script's version, the person's language and whether they are new, and the hour, are
those of its start. The variants it took, what was bought in it and who of the staff took care of it are added as they
happen. Segments are those of the moment at which any of that happened last, or it reached, passed or left a stage.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from funnels.analytics.attribution import campaign_of
from funnels.analytics.question import Slice
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects.facts import Event, Track
from funnels.engine.journey import Journey
from funnels.engine.standing import Standing
from funnels.engine.values import segments

Cells = tuple[str, ...]
"""In the order of the alphabet, each once."""

_NO_SCRIPTS = Catalogue(live={})

JOINING: dict[Event, Slice] = {
    "variant": "variant",
    "bought": "product",
    "staff_replied": "manager",
    "task_done": "manager",
}
"""Facts that bring a journey into a cell, whose value is their detail."""


@dataclass(frozen=True, kw_only=True)
class Counting:
    """What journeys are counted by.

    Attributes:
        zone: where the days and hours of the reports are those of the clock on the wall.
        catalogue: the scripts, which say what their segments are.
    """

    zone: tzinfo = UTC
    catalogue: Catalogue = field(default=_NO_SCRIPTS)


def cells(journey: Journey, known: Sequence[str], facts: Iterable[Track], now: datetime, counting: Counting) -> Cells:
    """The cells of a journey after these facts; `known` is what they were, nothing for one that begins."""
    held = set(known or _at_start(journey, counting.zone))
    held = {cell for cell in held if not cell.startswith("segment=")}
    for fact in facts:
        if fact.event == "variant":
            experiment, _, _ = fact.detail.partition("=")
            held = {cell for cell in held if not cell.startswith(f"variant={experiment}=")}
        if slice_ := JOINING.get(fact.event):
            held.add(f"{slice_}={fact.detail}")
    return tuple(sorted(held.union(_segments(journey, now, counting.catalogue))))


def _at_start(journey: Journey, zone: tzinfo) -> Iterator[str]:
    who, began = journey.subscriber, journey.started_at.astimezone(zone)
    new = journey.run == 1 and who.met_at in (None, journey.started_at)
    yield f"source={who.source}"
    if campaign := campaign_of(who.source):
        yield f"campaign={campaign}"
    yield f"newness={'new' if new else 'returning'}"
    yield f"version={journey.version}"
    yield f"language={who.language}"
    yield f"weekday={began.isoweekday()}"
    yield f"hour={began.hour}"


def _segments(journey: Journey, now: datetime, catalogue: Catalogue) -> list[str]:
    script = catalogue.pinned(journey.funnel, journey.version)
    if script is None or not script.segments:
        return []
    return [f"segment={name}" for name in segments(Standing(script, journey, now))]
