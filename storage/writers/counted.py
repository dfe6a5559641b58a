"""What a batch changes of the journeys that the rollups count: the stages they passed, the cells they are in.

A journey reaches a stage once and passes it once; it is left until it comes back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from msgspec.json import Decoder
from sqlalchemy import BigInteger, Text, bindparam, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.facts import StageLeft, StagePassed, StageReached, Track
from funnels.engine.journey import Journey
from funnels.engine.person import Person
from storage.batches import portions
from storage.bulk import Bulk, Row
from storage.people import JourneyIds
from storage.rollups.facts import Counted, JourneyFacts, Passage
from storage.rollups.keeping import move
from storage.rollups.table import OF_JOURNEYS
from storage.rollups.taken import Taken, taken_by, with_taken
from storage.slices import JOINING, Cells, Counting, cells, keep_cells
from storage.tables import journeys, stage_passages
from storage.types import micros
from storage.upsert import Insert, insert_into
from storage.writers.cause import Cause


@dataclass
class _Said:
    """What the batch says of one stage of one journey; `left` is None where it says nothing of leaving."""

    passed: bool = False
    left: bool | None = None

    def of(self, known: Passage | None, now: int) -> Passage:
        """The stage as it is now."""
        if known is None:
            return Passage(now, now if self.passed else None, now if self.left else None)
        passed = now if self.passed and known.passed is None else known.passed
        if self.left is None or (self.left and known.passed is not None):
            return known._replace(passed=passed)
        return known._replace(passed=passed, left=now if self.left else None)


@dataclass
class _Walk:
    """What the batch says of one journey."""

    journey: Journey
    stages: defaultdict[str, _Said] = field(default_factory=lambda: defaultdict(_Said))
    facts: list[Track] = field(default_factory=list)


@dataclass
class _Known:
    """What was known of one journey."""

    cells: Cells = ()
    passages: dict[str, Passage] = field(default_factory=dict)
    taken: Taken = field(default_factory=dict)


_CELLS = Decoder(Cells)
_passage = stage_passages.c
_KNOWN = (
    select(
        journeys.c.id,
        type_coerce(journeys.c.slices, Text),
        _passage.stage,
        *(type_coerce(column, BigInteger) for column in (_passage.reached_at, _passage.passed_at, _passage.left_at)),
    )
    .outerjoin(stage_passages, _passage.journey_id == journeys.c.id)
    .where(journeys.c.id.in_(bindparam("ids", expanding=True)))
)


def _upsert(dialect: str) -> Insert:
    insert = insert_into(stage_passages, dialect)
    return insert.on_conflict_do_update(
        index_elements=["journey_id", "stage"],
        set_={"passed_at": insert.excluded.passed_at, "left_at": insert.excluded.left_at},
    )


_PASSAGE = Bulk(("journey_id", "stage", "reached_at", "passed_at", "left_at"), _upsert)


class CountedRows:
    """The counted journeys of a batch."""

    def __init__(self, now: datetime, counting: Counting) -> None:
        self._now = now
        self._counting = counting
        self._journeys: dict[int, Journey] = {}
        self._new: set[int] = set()
        self._walks: dict[int, _Walk] = {}

    def meet(self, person: Person, ids: JourneyIds, known: JourneyIds) -> None:
        """These are their journeys now; those not `known` begin."""
        for journey in person.journeys:
            key = person.subscriber.id, journey.funnel, journey.run
            self._journeys[ids[key]] = journey
            if key not in known:
                self._new.add(ids[key])
                self._walk(ids[key])

    def _walk(self, journey_id: int | None) -> _Walk:
        assert journey_id is not None  # stages are a journey's
        if journey_id not in self._walks:
            self._walks[journey_id] = _Walk(self._journeys[journey_id])
        return self._walks[journey_id]

    def reached(self, cause: Cause, effect: StageReached) -> None:
        """The journey is in the stage; the first time counts."""
        self._walk(cause.journey_id).stages[effect.stage].left = False

    def passed(self, cause: Cause, effect: StagePassed) -> None:
        """The stage's goal was met; the first time counts."""
        self._walk(cause.journey_id).stages[effect.stage].passed = True

    def left(self, cause: Cause, effect: StageLeft) -> None:
        """The journey is no longer in the stage, whose goal was not met."""
        said = self._walk(cause.journey_id).stages[effect.stage]
        if not said.passed:
            said.left = True

    def track(self, cause: Cause, effect: Track) -> None:
        """A fact that may bring the journey into another cell."""
        if effect.event in JOINING and cause.journey_id is not None:
            self._walk(cause.journey_id).facts.append(effect)

    async def write(self, conn: AsyncConnection, ordering: Collection[int]) -> None:
        """Join them to what was known, and count what that changes; `ordering` are those of the batch with orders.

        The facts of the batch are not written yet: what variants were taken before is asked of those there are.
        """
        known = await _known(conn, self._walks.keys() - self._new)
        counted = {id_: self._counted(walk, known.get(id_)) for id_, walk in self._walks.items()}
        moved = _moved(counted)
        await keep_cells(conn, {id_: after.cells for id_, (_, after) in moved.items()})
        await _PASSAGE.run(conn, list(_passage_rows(counted)))
        for rollup in OF_JOURNEYS:
            await rollup.add(conn, rollup.count(counted.values(), self._counting))
        with_money = {id_: one for id_, one in moved.items() if id_ not in self._new or id_ in ordering}
        people = {self._walks[id_].journey.subscriber.id for id_ in with_money}
        await move(conn, with_money, people, self._counting.zone)

    def _counted(self, walk: _Walk, known: _Known | None) -> Counted:
        journey, now = walk.journey, micros(self._now)
        was = known or _Known()
        sales = self._counting.sales(journey.funnel, journey.version)
        before = JourneyFacts(
            journey.funnel, journey.run > 1, micros(journey.started_at), sales, was.cells, was.passages, was.taken
        )
        stages = {stage: said.of(was.passages.get(stage), now) for stage, said in walk.stages.items()}
        after = before._replace(
            cells=cells(journey, was.cells, walk.facts, self._now, self._counting),
            passages={**was.passages, **stages},
            taken=with_taken(was.taken, walk.facts, now),
        )
        return Counted(before if known else None, after)


async def _known(conn: AsyncConnection, ids: Iterable[int]) -> Mapping[int, _Known]:
    found: dict[int, _Known] = {}
    for portion in portions(ids):
        for id_, slices, stage, *moments in await conn.execute(_KNOWN, {"ids": portion}):
            if id_ not in found:
                found[id_] = _Known(_CELLS.decode(slices))
            if stage is not None:
                found[id_].passages[stage] = Passage(*moments)
    for id_, taken in (await taken_by(conn, {id_: known.cells for id_, known in found.items()})).items():
        found[id_].taken = taken
    return found


def _moved(counted: Mapping[int, Counted]) -> dict[int, Counted]:
    """The journeys that are in other cells now, or took a variant: a new one was in none, and had taken none."""
    return {
        id_: one
        for id_, one in counted.items()
        if one.before is None or one.before.cells != one.after.cells or one.before.taken != one.after.taken
    }


def _passage_rows(counted: Mapping[int, Counted]) -> Iterable[Row]:
    """The stages that are not as they were."""
    for id_, (before, after) in counted.items():
        for stage, passage in after.passages.items():
            if before is None or before.passages.get(stage) != passage:
                yield id_, stage, *passage
