"""Whatever happens to whomever, what verdicts are counted of is what DuckDB counts over the same facts, plainly."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from funnels.analytics.period import Period
from funnels.analytics.question import By, Question
from storage.database import Database
from storage.queries.experiments import known_experiments, variant_counts
from storage.queries.followed import Watch, followed
from storage.queries.judged import too_young
from storage.queries.versions import by_version
from storage.tables import events, journeys, stage_passages
from storage.types import micros
from tests.storage.histories import HISTORIES, STAGES, ZONE, Batch, live
from tests.storage.stories import NOW, rows
from tests.storage.test_rollups import clear

_TABLES = """
CREATE TABLE journeys (journey BIGINT, funnel TEXT, run BIGINT, version BIGINT, started BIGINT);
CREATE TABLE passages (journey BIGINT, stage TEXT, reached BIGINT, passed BIGINT);
CREATE TABLE variants (journey BIGINT, detail TEXT, taken BIGINT);
CREATE MACRO day(moment) AS (make_timestamptz(moment) AT TIME ZONE '{zone}')::DATE;
"""
_FOLLOWED = """
SELECT stage, count(*) FILTER (passed < $until), count(*) FILTER (passed - reached <= $within), count(*)
FROM passages JOIN journeys USING (journey)
WHERE funnel = 'relationships' AND run = 1 AND reached >= $since AND reached < $until GROUP BY stage
"""
_YOUNG = """
SELECT stage, count(passed), count(*) FROM passages JOIN journeys USING (journey)
WHERE funnel = 'relationships' AND run = 1 AND reached > $since AND day(started) BETWEEN $first AND $last GROUP BY stage
"""
_VERSIONS = """
SELECT version, count(passed), count(*) FROM passages JOIN journeys USING (journey)
WHERE funnel = 'relationships' AND run = 1 AND stage = 'quote' GROUP BY version
"""
_VARIANTS = """
WITH took AS (SELECT journey, detail, min(taken) AS took_at FROM variants GROUP BY ALL)
SELECT detail[7:], count(*), count(*) FILTER (passed >= took_at)
FROM took JOIN journeys USING (journey) LEFT JOIN passages ON passages.journey = took.journey AND stage = 'core'
WHERE funnel = 'relationships' AND run = 1 AND detail LIKE 'price=%'
    AND day(CASE WHEN $calendar THEN took_at ELSE started END) BETWEEN $first AND $last
GROUP BY detail
"""


async def plainly(database: Database) -> duckdb.DuckDBPyConnection:
    duck = duckdb.connect()
    duck.execute(_TABLES.format(zone=ZONE))
    for row in await rows(database, journeys):
        values = (row["id"], row["funnel"], row["run"], row["version"], micros(row["started_at"]))
        duck.execute("INSERT INTO journeys VALUES (?, ?, ?, ?, ?)", values)
    for row in await rows(database, stage_passages):
        values = (row["journey_id"], row["stage"], micros(row["reached_at"]), micros(row["passed_at"]))
        duck.execute("INSERT INTO passages VALUES (?, ?, ?, ?)", values)
    for row in await rows(database, events):
        if row["event"] == "variant":
            values = (row["journey_id"], row["detail"], micros(row["at"]))
            duck.execute("INSERT INTO variants VALUES (?, ?, ?)", values)
    return duck


def rows_of(duck: duckdb.DuckDBPyConnection, query: str, **places: object) -> list[tuple[Any, ...]]:
    return duck.execute(query, places or None).fetchall()


@settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(HISTORIES, st.integers(0, 20), st.integers(1, 20), st.sampled_from(["contact", "calendar"]))
async def test_counts_of_verdicts(database: Database, history: list[Batch], start: int, days: int, by: By) -> None:
    await clear(database)
    await live(database, history)
    duck, zone = await plainly(database), ZoneInfo(ZONE)
    since, within = NOW + timedelta(days=start), timedelta(hours=5)
    until = since + timedelta(days=days)
    period = Period(first=since.date(), last=until.date())
    asked = Question(funnel="relationships", period=period, by=by)
    async with database.read() as conn:
        by_the_end = await followed(conn, "relationships", STAGES, Watch(since=since, until=until))
        soon = await followed(conn, "relationships", STAGES, Watch(since=since, until=until, within=within))
        (young,) = await too_young(conn, asked, dict.fromkeys(STAGES, since), zone, [period])
        known = {one.name: one for one in await known_experiments(conn, "relationships")}
        variants = await variant_counts(conn, asked, known["price"], "core") if "price" in known else {}
        versions = await by_version(conn, "relationships", "quote", until + timedelta(days=400))
    moments = {"since": micros(since), "until": micros(until)}
    counted = rows_of(duck, _FOLLOWED, **moments, within=within // timedelta(microseconds=1))
    assert by_the_end == {stage: (passed, reached) for stage, passed, _, reached in counted}
    assert soon == {stage: (passed, reached) for stage, _, passed, reached in counted}
    days_asked = {"first": period.first, "last": period.last}
    counted = rows_of(duck, _YOUNG, since=micros(since), **days_asked)
    assert young == {stage: (passed, reached) for stage, passed, reached in counted}
    counted = rows_of(duck, _VARIANTS, calendar=by == "calendar", **days_asked)
    assert {name: (one.people, one.passed) for name, one in variants.items()} == {
        name: (people, passed) for name, people, passed in counted
    }
    assert versions == {version: (passed, reached) for version, passed, reached in rows_of(duck, _VERSIONS)}
