"""The figures counted once more, slowly and plainly, by another program: DuckDB over what the tables hold."""

from collections.abc import Sequence
from typing import Any

import duckdb

from funnels.analytics.cohorts import Unit
from storage.database import Database
from storage.tables import journeys, stage_passages
from storage.types import micros
from tests.storage.stories import rows

_TABLES = """
CREATE TABLE journeys (id BIGINT, funnel TEXT, again BOOL, started_at BIGINT, cells TEXT[]);
CREATE TABLE passages (id BIGINT, stage TEXT, reached_at BIGINT, passed_at BIGINT, left_at BIGINT);
"""
_VIEWS = """
CREATE MACRO day(moment) AS (make_timestamptz(moment) AT TIME ZONE '{zone}')::DATE - DATE '1970-01-01';
CREATE MACRO whole_day(moment) AS DATE '1970-01-01' + day(moment)::INTEGER;
CREATE VIEW facts AS
    SELECT id, '' AS stage, 'reached' AS figure, started_at AS moment FROM journeys
    UNION ALL SELECT id, stage, 'reached', reached_at FROM passages
    UNION ALL SELECT id, stage, 'passed', passed_at FROM passages WHERE passed_at IS NOT NULL
    UNION ALL SELECT id, stage, 'lost', left_at FROM passages WHERE passed_at IS NULL AND left_at IS NOT NULL;
CREATE VIEW cells AS
    SELECT id, '' AS slice, '' AS value FROM journeys
    UNION ALL
    SELECT id, split_part(cell, '=', 1), substr(cell, strpos(cell, '=') + 1)
    FROM (SELECT id, unnest(cells) AS cell FROM journeys);
CREATE VIEW passes AS
    SELECT id, stage, passed_at AS moment, passed_at - reached_at AS length FROM passages WHERE passed_at IS NOT NULL
    UNION ALL
    SELECT id, '', max(passed_at), max(passed_at) - any_value(started_at)
    FROM passages JOIN journeys USING (id) WHERE passed_at IS NOT NULL AND stage IN ({sales}) GROUP BY id;
CREATE VIEW ways AS SELECT * FROM (VALUES (true), (false)) AS both_ways(calendar);
"""
_DAYS = """
SELECT funnel, calendar, again, slice,
    CASE WHEN calendar THEN day(moment) ELSE day(started_at) END AS day, value, stage,
    count(*) FILTER (figure = 'reached'), count(*) FILTER (figure = 'passed'), count(*) FILTER (figure = 'lost')
FROM facts JOIN journeys USING (id) JOIN cells USING (id), ways GROUP BY ALL
"""
_LENGTHS = """
SELECT funnel, calendar, again, stage, CASE WHEN calendar THEN day(moment) ELSE day(started_at) END AS day,
    quantile_cont(length, 0.5) / 1e6, quantile_cont(length, 0.9) / 1e6
FROM passes JOIN journeys USING (id), ways GROUP BY ALL
"""

_COHORTS = """
SELECT funnel, again, slice, value, stage, date_trunc('{unit}', whole_day(started_at))::DATE,
    date_trunc('{unit}', whole_day(moment))::DATE, count(*)
FROM passes JOIN journeys USING (id) JOIN cells USING (id) WHERE stage != '' GROUP BY ALL
"""

Plain = dict[tuple[Any, ...], tuple[Any, ...]]


class PlainCount:
    """The facts there are, in DuckDB; days are those of the zone, `sales` the stages that are sales."""

    def __init__(self, zone: str, sales: Sequence[str]) -> None:
        self._duck = duckdb.connect()
        self._duck.execute(_TABLES)
        self._duck.execute(_VIEWS.format(zone=zone, sales=", ".join(f"'{stage}'" for stage in sales)))

    async def read(self, database: Database) -> None:
        """Take in what the tables hold now."""
        for row in await rows(database, journeys):
            values = row["id"], row["funnel"], row["run"] != 1, micros(row["started_at"]), row["slices"]
            self._duck.execute("INSERT INTO journeys VALUES (?, ?, ?, ?, ?)", values)
        for row in await rows(database, stage_passages):
            moments = [micros(row[at]) for at in ("reached_at", "passed_at", "left_at")]
            values = row["journey_id"], row["stage"], *moments
            self._duck.execute("INSERT INTO passages VALUES (?, ?, ?, ?, ?)", values)

    def days(self) -> Plain:
        """Reached, passed and lost by funnel, calendar, again, slice, day, value and stage."""
        return {row[:-3]: row[-3:] for row in self._duck.execute(_DAYS).fetchall()}

    def lengths(self) -> Plain:
        """Median and 90th percentile in seconds, by funnel, calendar, again, stage and day."""
        return {row[:-2]: row[-2:] for row in self._duck.execute(_LENGTHS).fetchall()}

    def cohorts(self, unit: Unit) -> dict[tuple[Any, ...], int]:
        """Who passed, by funnel, again, slice, value, stage and the weeks or months of the start and of the pass."""
        return {row[:-1]: row[-1] for row in self._duck.execute(_COHORTS.format(unit=unit)).fetchall()}
