"""What `/people`, `/tests` and `/forecast` say, counted once more, slowly and plainly, by another program: DuckDB."""

from datetime import date, datetime

import duckdb
from sqlalchemy import Table

from funnels.analytics.question import Question
from storage.database import Database
from storage.selling_tables import orders, payments, refunds
from storage.tables import events, journeys, stage_passages
from storage.traffic_tables import spend
from storage.types import micros
from tests.storage.stories import rows

_TABLES = """
CREATE TABLE every (
    id BIGINT, person BIGINT, funnel TEXT, run INT, stage TEXT, outcome TEXT, source TEXT, happened BIGINT
);
CREATE TABLE journeys (id BIGINT, person BIGINT, stage TEXT, outcome TEXT);
CREATE TABLE passages (id BIGINT, stage TEXT, reached BIGINT, passed BIGINT, gone BIGINT);
CREATE TABLE events (id BIGINT, event TEXT, step TEXT, detail TEXT, happened BIGINT);
CREATE TABLE orders (name TEXT, id BIGINT, status TEXT, paid BIGINT);
CREATE TABLE all_payments (charge TEXT, name TEXT, currency TEXT, amount BIGINT, happened BIGINT);
CREATE VIEW payments AS SELECT * FROM all_payments WHERE happened IS NOT NULL;
CREATE TABLE all_refunds (charge TEXT, currency TEXT, amount BIGINT, status TEXT);
CREATE VIEW refunds AS SELECT * FROM all_refunds WHERE status = 'done';
CREATE TABLE spend (day DATE, source TEXT, currency TEXT, amount BIGINT);
CREATE MACRO day(moment) AS (make_timestamptz(moment) AT TIME ZONE '{zone}')::DATE;
"""
_READ: dict[str, tuple[Table, tuple[str, ...]]] = {
    "every": (journeys, ("id", "subscriber_id", "funnel", "run", "stage", "outcome", "source", "started_at")),
    "passages": (stage_passages, ("journey_id", "stage", "reached_at", "passed_at", "left_at")),
    "events": (events, ("journey_id", "event", "step", "detail", "at")),
    "orders": (orders, ("name", "journey_id", "status", "paid_at")),
    "all_payments": (payments, ("charge", "order_name", "currency", "amount", "earned_at")),
    "all_refunds": (refunds, ("charge", "currency", "amount", "status")),
    "spend": (spend, ("day", "source", "currency", "amount")),
}
_ASKED = """
INSERT INTO journeys SELECT id, person, stage, outcome FROM every
WHERE funnel = $funnel AND ($again OR run = 1) AND coalesce(source = $source, true)
    AND day(happened) BETWEEN $first AND $last
"""
_STANDING = """
SELECT stage, CASE WHEN passed IS NOT NULL THEN 'passed' WHEN gone IS NOT NULL THEN 'lost' ELSE 'inside' END AS state,
    list_sort(list(person))
FROM journeys JOIN passages USING (id, stage) WHERE outcome = '' GROUP BY ALL
"""
_VARIANTS = """
WITH took AS (
    SELECT id, detail AS variant, min(happened) AS took_at FROM events JOIN journeys USING (id)
    WHERE event = 'variant' AND step != '' GROUP BY ALL
),
sold AS (SELECT id, max(paid) AS paid FROM orders WHERE status IN ('paid', 'delivered') GROUP BY ALL)
SELECT variant, count(*), count(*) FILTER (passed >= took_at), count(*) FILTER (paid >= took_at)
FROM took LEFT JOIN passages ON passages.id = took.id AND stage = 'quote' LEFT JOIN sold ON sold.id = took.id
GROUP BY variant
"""
_PASSED = "SELECT passages.stage, count(passed) FROM journeys JOIN passages USING (id) GROUP BY passages.stage"
_SOLD = """
WITH mine AS (SELECT name FROM orders JOIN journeys USING (id)),
came AS (SELECT currency, sum(amount) AS amount FROM payments SEMI JOIN mine USING (name) GROUP BY ALL),
first AS (
    SELECT name, first(currency ORDER BY happened, charge) AS currency
    FROM payments SEMI JOIN mine USING (name) GROUP BY ALL
),
back AS (
    SELECT refunds.currency, sum(refunds.amount) AS amount
    FROM refunds JOIN payments USING (charge) SEMI JOIN mine USING (name) GROUP BY ALL
)
SELECT currency, (SELECT count(*) FROM first WHERE first.currency = came.currency),
    came.amount - coalesce(back.amount, 0)
FROM came LEFT JOIN back USING (currency)
"""
_SPENT = """
SELECT currency, sum(amount) FROM spend
WHERE day BETWEEN $first AND $last AND coalesce(source = $source, true) GROUP BY ALL HAVING sum(amount) > 0
"""


class PlainReports:
    """The facts there are, of the journeys that started in the period of the question."""

    def __init__(self, question: Question, zone: str) -> None:
        self._duck = duckdb.connect()
        self._duck.execute(_TABLES.format(zone=zone))
        self._days = {
            "first": question.period.first or date(2000, 1, 1),
            "last": question.period.last or date(3000, 1, 1),
            "source": question.only.value if question.only else None,
        }
        self._question = question

    async def read(self, database: Database) -> None:
        """Take in what the tables hold now."""
        for name, (table, columns) in _READ.items():
            places = ", ".join("?" * len(columns))
            for row in await rows(database, table):
                values = [row[column] for column in columns]
                plain = [micros(value) if isinstance(value, datetime) else value for value in values]
                self._duck.execute(f"INSERT INTO {name} VALUES ({places})", plain)
        asked = {"funnel": self._question.funnel, "again": self._question.again}
        self._duck.execute(_ASKED, asked | self._days)

    def standing(self) -> dict[tuple[str, str], list[int]]:
        """Who stands in which stage in which state, by their ids."""
        return {(stage, state): people for stage, state, people in self._duck.execute(_STANDING).fetchall()}

    def variants(self) -> dict[str, tuple[int, int, int]]:
        """Took it, passed the stage afterwards, and bought afterwards; by `experiment=variant`."""
        return {variant: counts for variant, *counts in self._duck.execute(_VARIANTS).fetchall()}

    def passed(self) -> dict[str, int]:
        """Journeys that passed each stage."""
        return dict(self._duck.execute(_PASSED).fetchall())

    def sold(self) -> dict[str, tuple[int, int]]:
        """Orders and net revenue by currency."""
        return {currency: (paid, int(net)) for currency, paid, net in self._duck.execute(_SOLD).fetchall()}

    def spent(self) -> dict[str, int]:
        """By currency; of sources that bring people to one funnel alone."""
        return {currency: int(amount) for currency, amount in self._duck.execute(_SPENT, self._days).fetchall()}
