"""Whatever happens to whomever, what is to be looked at is what DuckDB finds in the same facts, plainly."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from funnels.analytics.period import EVER
from funnels.analytics.question import Cell, Question
from storage.database import Database
from storage.queries.judged import earned_after
from storage.queries.symptoms import symptoms
from storage.selling_tables import orders, payments
from storage.tables import events, journeys, stage_passages
from storage.types import micros
from tests.storage.histories import HISTORIES, STAGES, ZONE, Batch, live
from tests.storage.stories import NOW, rows
from tests.storage.test_rollups import clear

_TABLES = """
CREATE TABLE walks (walk BIGINT, person BIGINT, funnel TEXT, again BOOL, cells TEXT[]);
CREATE TABLE passages (walk BIGINT, stage TEXT, reached BIGINT, passed BIGINT);
CREATE TABLE facts (id BIGINT, person BIGINT, walk BIGINT, moment BIGINT, event TEXT, step TEXT);
CREATE TABLE money (walk BIGINT, currency TEXT, amount BIGINT, earned BIGINT);
CREATE TABLE asked (again BOOL, cell TEXT, since BIGINT);
"""
_SYMPTOMS = """
WITH these AS (
    SELECT walk, person, reached, passed FROM walks JOIN passages USING (walk), asked
    WHERE funnel = 'relationships' AND (asked.again OR NOT walks.again) AND stage = $stage AND reached <= since
        AND (cell = '' OR list_contains(cells, cell))
), came AS (
    SELECT these.*, facts.id, moment, step FROM these JOIN facts USING (walk)
    WHERE event = 'delivered' AND starts_with(step, $stage || '.') AND moment >= reached
), got AS (
    SELECT walk, passed, step, min(moment) AS first_at, min((moment, id)) AS place FROM came GROUP BY ALL
), last AS (
    SELECT arg_max(step, place) AS step FROM got WHERE passed IS NULL GROUP BY walk
), acted AS (
    SELECT got.walk, got.step, min(moment) - first_at AS length FROM got JOIN facts USING (walk, step)
    WHERE event IN ('clicked', 'answered', 'asked_to_pay') AND moment >= first_at GROUP BY got.walk, got.step, first_at
), gone AS (
    SELECT DISTINCT came.walk, came.step FROM came JOIN facts AS leaving USING (person)
    WHERE leaving.event IN ('blocked', 'stopped') AND leaving.moment >= reached
        AND (leaving.moment, leaving.id) > (came.moment, came.id) AND leaving.moment - came.moment < 86400000000
)
SELECT step, count(*), (SELECT count(*) FROM last WHERE last.step = got.step),
    (SELECT count(*) FROM gone WHERE gone.step = got.step), (SELECT count(*) FROM acted WHERE acted.step = got.step),
    (SELECT quantile_cont(length, 0.5) / 1e6 FROM acted WHERE acted.step = got.step)
FROM got GROUP BY step ORDER BY step
"""
_EARNED = """
SELECT stage, currency, sum(amount) FROM money JOIN walks USING (walk) JOIN passages USING (walk), asked
WHERE funnel = 'relationships' AND (asked.again OR NOT walks.again) AND earned >= passed
    AND (cell = '' OR list_contains(cells, cell))
GROUP BY ALL
"""


async def plainly(database: Database) -> duckdb.DuckDBPyConnection:
    duck = duckdb.connect()
    duck.execute(_TABLES)
    for row in await rows(database, journeys):
        put(duck, "walks", row["id"], row["subscriber_id"], row["funnel"], row["run"] != 1, row["slices"])
    for row in await rows(database, stage_passages):
        put(duck, "passages", row["journey_id"], row["stage"], when(row["reached_at"]), when(row["passed_at"]))
    for row in await rows(database, events):
        whose = row["subscriber_id"], row["journey_id"]
        put(duck, "facts", row["id"], *whose, when(row["at"]), row["event"], row["step"])
    of = {row["name"]: row["journey_id"] for row in await rows(database, orders)}
    for row in await rows(database, payments):
        put(duck, "money", of[row["order_name"]], row["currency"], row["amount"], when(row["earned_at"]))
    return duck


def when(at: Any) -> int | None:
    return micros(at)


def put(duck: duckdb.DuckDBPyConnection, table: str, *values: object) -> None:
    duck.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)


@settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(HISTORIES, st.integers(0, 20), st.booleans(), st.sampled_from((None, "vk-march", "tg-march")))
async def test_what_is_to_be_looked_at(
    database: Database, history: list[Batch], days: int, again: bool, source: str | None
) -> None:
    await clear(database)
    await live(database, history)
    since = NOW + timedelta(days=days)
    only = Cell(slice="source", value=source) if source else None
    question = Question(funnel="relationships", only=only, again=again)
    duck = await plainly(database)
    put(duck, "asked", again, f"source={source}" if source else "", micros(since))
    async with database.read() as conn:
        seen = {stage: (await symptoms(conn, question, stage, since, ZoneInfo(ZONE))).messages for stage in STAGES}
        earned = await earned_after(conn, question, EVER, ZoneInfo(ZONE))
    for stage, found in seen.items():
        counted = duck.execute(_SYMPTOMS, {"stage": stage}).fetchall()
        assert [(one.step, one.delivered, one.stuck, one.blocked, one.acts) for one in found] == [
            tuple(row[:5]) for row in counted
        ]
        assert [one.median_seconds for one in found] == [row[5] and pytest.approx(row[5]) for row in counted]
    assert {(stage, currency, net) for stage, nets in earned.items() for currency, net in nets.items()} == set(
        duck.execute(_EARNED).fetchall()
    )
