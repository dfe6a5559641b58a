"""One statement for many rows: its SQL comes from SQLAlchemy once a dialect, the rows go to the driver as is.

SQLAlchemy prepares each row anew, which for the hundreds of rows of a batch takes longer than the database.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Delete, Insert, Update
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

Value = str | int | bool | None
"""What both drivers take: a moment is an integer (`micros`), JSON is text."""

Row = tuple[Value, ...]


class Bulk:
    """A statement whose parameters are named `columns`; its rows are tuples in that order.

    `build` makes the statement for a dialect by its name; every value in it must be one of these parameters.
    """

    def __init__(self, columns: Sequence[str], build: Callable[[str], Insert | Update | Delete]) -> None:
        self.columns = tuple(columns)
        self._build = build
        self._compiled: dict[str, tuple[str, tuple[int, ...] | None]] = {}

    async def run(self, conn: AsyncConnection, rows: Sequence[Row]) -> None:
        """Execute it for every row; for none it does nothing."""
        if not rows:
            return
        name = conn.dialect.name
        if name not in self._compiled:
            self._compiled[name] = self._compile(conn.dialect)
        sql, order = self._compiled[name]
        await conn.exec_driver_sql(sql, list(rows) if order is None else [_ordered(row, order) for row in rows])

    def _compile(self, dialect: Dialect) -> tuple[str, tuple[int, ...] | None]:
        """The SQL, and the order in which it takes the values of a row; None: as they are."""
        compiled = self._build(dialect.name).compile(dialect=dialect, column_keys=list(self.columns))
        names = tuple(compiled.positiontup or ())
        order = tuple(map(self.columns.index, names))
        return str(compiled), None if names == self.columns else order


def _ordered(row: Row, order: tuple[int, ...]) -> Row:
    return tuple([row[place] for place in order])
