"""Stages of a batch: a journey reaches a stage once and passes it once; it is left until it comes back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, and_, bindparam, case, func, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.facts import StageLeft, StagePassed, StageReached
from storage.bulk import Bulk
from storage.tables import stage_passages
from storage.types import micros
from storage.upsert import Insert, insert_into
from storage.writers.cause import Cause


@dataclass
class _Passage:
    """What the batch says of one stage of one journey; `left` is None where it says nothing of leaving."""

    passed: bool = False
    left: bool | None = None


def _upsert(dialect: str) -> Insert:
    insert, old = insert_into(stage_passages, dialect), stage_passages.c
    new = insert.excluded
    comes_back = new.left_at.is_(None)
    says = bindparam("says_left", type_=Boolean)
    return insert.on_conflict_do_update(
        index_elements=["journey_id", "stage"],
        set_={
            "passed_at": func.coalesce(old.passed_at, new.passed_at),
            "left_at": case((and_(says, or_(comes_back, old.passed_at.is_(None))), new.left_at), else_=old.left_at),
        },
    )


_UPSERT = Bulk(("journey_id", "stage", "reached_at", "passed_at", "left_at", "says_left"), _upsert)


class PassageRows:
    """The stages of a batch."""

    def __init__(self, now: datetime) -> None:
        self._now = micros(now)
        self._passages: dict[tuple[int, str], _Passage] = {}

    def _passage(self, cause: Cause, stage: str) -> _Passage:
        assert cause.journey_id is not None
        return self._passages.setdefault((cause.journey_id, stage), _Passage())

    def reached(self, cause: Cause, effect: StageReached) -> None:
        """The journey is in the stage; the first time counts."""
        self._passage(cause, effect.stage).left = False

    def passed(self, cause: Cause, effect: StagePassed) -> None:
        """The stage's goal was met; the first time counts."""
        self._passage(cause, effect.stage).passed = True

    def left(self, cause: Cause, effect: StageLeft) -> None:
        """The journey is no longer in the stage, whose goal was not met."""
        passage = self._passage(cause, effect.stage)
        if not passage.passed:
            passage.left = True

    async def write(self, conn: AsyncConnection) -> None:
        """Join them to what was known."""
        rows = [
            (
                journey_id,
                stage,
                self._now,
                self._now if passage.passed else None,
                self._now if passage.left else None,
                passage.left is not None,
            )
            for (journey_id, stage), passage in self._passages.items()
        ]
        await _UPSERT.run(conn, rows)
