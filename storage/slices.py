"""By what journeys are told apart: the cells of a journey, kept with it as `slice=value`.

Where the person came from, the script's version, the person's language and whether they are new, and the hour, are
those of its start. The variants it took, what was bought in it and who of the staff took care of it are added as they
happen. Segments are those of the moment at which any of that happened last, or it reached, passed or left a stage.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from sqlalchemy import Text, bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.attribution import campaign_of
from funnels.analytics.question import Slice
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects.facts import Event, Track
from funnels.engine.journey import Journey
from funnels.engine.standing import Standing
from funnels.engine.values import segments
from storage.bulk import Bulk
from storage.tables import journeys
from storage.types import json_text

Cells = tuple[str, ...]
"""In the order of the alphabet, each once."""

_KEEP = Bulk(
    ("cells", "journey"),
    lambda _dialect: (
        update(journeys).where(journeys.c.id == bindparam("journey")).values(slices=bindparam("cells", type_=Text))
    ),
)
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
        catalogue: the scripts, which say what their segments and their sales are.
    """

    zone: tzinfo = UTC
    catalogue: Catalogue = field(default=_NO_SCRIPTS)

    def sales(self, funnel: str, version: int) -> frozenset[str]:
        """The stages of a script whose goal is a payment; none of one that is not known."""
        script = self.catalogue.pinned(funnel, version)
        return script.sales if script else frozenset()


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


def when(started_at: datetime, zone: tzinfo) -> tuple[str, str]:
    """The cells of the moment at which a journey began."""
    local = started_at.astimezone(zone)
    return f"weekday={local.isoweekday()}", f"hour={local.hour}"


async def keep_cells(conn: AsyncConnection, now_in: Mapping[int, Cells]) -> None:
    """Write the cells of journeys, by their ids."""
    await _KEEP.run(conn, [(json_text(cells), id_) for id_, cells in now_in.items()])


def _at_start(journey: Journey, zone: tzinfo) -> Iterator[str]:
    who = journey.subscriber
    new = journey.run == 1 and who.met_at in (None, journey.started_at)
    yield f"source={who.source}"
    if campaign := campaign_of(who.source):
        yield f"campaign={campaign}"
    yield f"newness={'new' if new else 'returning'}"
    yield f"version={journey.version}"
    yield f"language={who.language}"
    yield from when(journey.started_at, zone)


def _segments(journey: Journey, now: datetime, catalogue: Catalogue) -> list[str]:
    script = catalogue.pinned(journey.funnel, journey.version)
    if script is None or not script.segments:
        return []
    return [f"segment={name}" for name in segments(Standing(script, journey, now))]
