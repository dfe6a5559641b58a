"""The figures of the steps counted once more, slowly and plainly, by another program: DuckDB over the tables."""

from typing import Any

import duckdb

from storage.database import Database
from storage.selling_tables import ledger, orders
from storage.tables import events, journeys
from storage.types import micros
from tests.storage.stories import rows

_TABLES = """
CREATE TABLE journeys (id BIGINT, funnel TEXT, again BOOL, started_at BIGINT);
CREATE TABLE events (number BIGINT, happened BIGINT, person BIGINT, id BIGINT, event TEXT, step TEXT);
CREATE TABLE orders (name TEXT, id BIGINT, step TEXT);
CREATE TABLE ledger (name TEXT, happened BIGINT, entry TEXT);
"""
_COUNT = """
WITH facts AS (
    SELECT id, step, event AS figure, happened FROM events WHERE event IN ('delivered', 'failed')
    UNION ALL
    SELECT id, step, event, min(happened) FROM events
    WHERE event IN ('clicked', 'answered', 'asked_to_pay') GROUP BY ALL
    UNION ALL
    SELECT id, step, 'paid', min(happened) FROM orders JOIN ledger USING (name) WHERE entry = 'paid' GROUP BY ALL
    UNION ALL
    SELECT heard.id, heard.step, 'left_within_day', min(gone.happened)
    FROM events AS heard JOIN events AS gone USING (person)
    WHERE heard.event = 'delivered' AND gone.event IN ('blocked', 'stopped')
        AND heard.number < gone.number AND gone.happened - heard.happened < 86_400_000_000
    GROUP BY ALL
), days AS (
    SELECT funnel, again, step, figure, unnest([true, false]) AS calendar, unnest([happened, started_at]) AS moment
    FROM facts JOIN journeys USING (id)
)
SELECT funnel, calendar, again,
    (make_timestamptz(moment) AT TIME ZONE '{zone}')::DATE - DATE '1970-01-01' AS day, step,
    count(*) FILTER (figure = 'delivered'), count(*) FILTER (figure = 'failed'), count(*) FILTER (figure = 'clicked'),
    count(*) FILTER (figure = 'answered'), count(*) FILTER (figure = 'asked_to_pay'), count(*) FILTER (figure = 'paid'),
    count(*) FILTER (figure = 'left_within_day')
FROM days GROUP BY ALL
"""


async def plain_steps(database: Database, zone: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Every figure by funnel, calendar, again, day of the zone and step."""
    duck = duckdb.connect()
    duck.execute(_TABLES)
    for row in await rows(database, journeys):
        values = row["id"], row["funnel"], row["run"] != 1, micros(row["started_at"])
        duck.execute("INSERT INTO journeys VALUES (?, ?, ?, ?)", values)
    for row in await rows(database, events):
        names = "id", "at", "subscriber_id", "journey_id", "event", "step"
        duck.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
            [micros(row[name]) if name == "at" else row[name] for name in names],
        )
    for row in await rows(database, orders):
        duck.execute("INSERT INTO orders VALUES (?, ?, ?)", (row["name"], row["journey_id"], row["step"]))
    for row in await rows(database, ledger):
        duck.execute("INSERT INTO ledger VALUES (?, ?, ?)", (row["order_name"], micros(row["at"]), row["entry"]))
    return {row[:5]: row[5:] for row in duck.execute(_COUNT.format(zone=zone)).fetchall()}
