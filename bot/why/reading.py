"""Whom is asked about, and the story of their walk."""

from dataclasses import dataclass
from datetime import datetime

from funnels.definition.script import Script
from funnels.engine.catalogue import Catalogue
from funnels.engine.journey import Journey
from funnels.engine.person import Person
from funnels.why.story import Story
from storage import people
from storage.database import Database
from storage.queries import people as known
from storage.queries.people import PersonLine
from storage.queries.why import kept_of

MOST = 8
"""People to choose from, where words mean several."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A person and one of their walks.

    Attributes:
        story: None: they have never begun a funnel.
        others: the other funnels they have walked, by name, with their titles.
    """

    person: Person
    story: Story | None
    others: dict[str, str]


async def find(database: Database, catalogue: Catalogue, words: str) -> tuple[list[PersonLine], str]:
    """Whom the words may mean, and the funnel they name last, if they name one behind a person."""
    who, _, last = words.strip().rpartition(" ")
    funnel = last if who and last in catalogue.live else ""
    async with database.read() as conn:
        found, _ = await known.found(conn, who.strip() if funnel else words.strip(), skip=0, most=MOST)
    return found, funnel


async def read(database: Database, catalogue: Catalogue, id_: int, funnel: str, now: datetime) -> Told | None:
    """The last walk through the funnel; without one, where they are now or were last. None: nobody has this id."""
    async with database.read() as conn:
        loaded = await people.load(conn, [id_])
        person = loaded.people.get(id_)
        if person is None:
            return None
        walks: dict[str, tuple[Journey, Script]] = {}
        for one in _in_order(person):
            if script := catalogue.pinned(one.funnel, one.version):
                walks.pop(one.funnel, None)
                walks[one.funnel] = one, script
        chosen = walks.get(funnel) or next(reversed(walks.values()), None)
        if chosen is None:
            return Told(person=person, story=None, others={})
        journey, script = chosen
        kept = await kept_of(conn, id_, loaded.journey_ids[id_, journey.funnel, journey.run])
    others = {name: other for name, other in walks.items() if name != journey.funnel}
    story = Story(
        script=script,
        journey=journey,
        now=now,
        facts=kept.facts,
        passages=kept.passages,
        queued=kept.queued,
        lost=kept.lost,
        timers=kept.timers,
        bills=kept.bills,
        others=[_title(other) for one, other in others.values() if not one.ended],
        capped=kept.capped,
    )
    return Told(person=person, story=story, others={name: _title(other) for name, (_, other) in others.items()})


def _in_order(person: Person) -> list[Journey]:
    """Those that are over before those that go on; of each, whatever began last comes last."""
    return sorted(person.journeys, key=lambda one: (not one.ended, one.entered_at or one.started_at, one.run))


def _title(script: Script) -> str:
    return script.title or script.funnel
