"""What a person may use is kept as other records are: the moments as text, the renewal as a list of its own."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_HELD = sa.text("SELECT id, access FROM subscribers WHERE access <> '{}'")
_KEEP = sa.text("UPDATE subscribers SET access = :access WHERE id = :id")


def upgrade() -> None:
    """`[micros, chat, order, charge, micros, failing]` becomes `[moment, chat, [order, charge, moment, failing]]`."""
    _rewrite(lambda until, chat, *renewal: [_said(until), chat, _renewal(*renewal) if renewal else None])


def downgrade() -> None:
    """The reverse."""
    _rewrite(lambda until, chat, renewal: [_micros(until), chat, *(_plain(*renewal) if renewal else [])])


def _rewrite(change: Callable[..., list[Any]]) -> None:
    connection = op.get_bind()
    held = [
        {"id": id_, "access": json.dumps({name: change(*one) for name, one in json.loads(access).items()})}
        for id_, access in connection.execute(_HELD)
    ]
    if held:
        connection.execute(_KEEP, held)


def _renewal(order: str, charge: str, at: int, failing: bool) -> list[Any]:  # as it stands in the JSON
    return [order, charge, _said(at), failing]


def _plain(order: str, charge: str, at: str, failing: bool) -> list[Any]:  # as above
    return [order, charge, _micros(at), failing]


def _said(micros: int | None) -> str | None:
    return None if micros is None else (_EPOCH + timedelta(microseconds=micros)).isoformat()


def _micros(moment: str | None) -> int | None:
    return None if moment is None else (datetime.fromisoformat(moment) - _EPOCH) // _MICROSECOND
