"""A year of many people in a funnel of eight stages, made by DuckDB; the same every time, for chance is a hash.

Nearly nine of ten go on from stage to stage, within minutes at first and within days later. Every journey is in eight
to a dozen cells, as those of a live bot are.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import duckdb

from funnels.analytics.histogram import ERROR

FUNNEL = "bench"
STAGES = ("magnet", "warm_up", "tripwire", "quiz", "webinar", "core", "upsell", "club")
SALES = ("tripwire", "core", "upsell", "club")
FIRST_DAY = 20_414
DAYS = 365
"""From the 22nd of November 2025, numbered as `storage.days` does; days are those of UTC."""

_TYPICAL_SECONDS = (240, 1_800, 7_200, 14_400, 90_000, 200_000, 400_000, 900_000)
_PORTION = 50_000

_FACTS = f"""
CREATE MACRO chance(id, number) AS (hash(id * 64 + number) >> 11)::DOUBLE / 9007199254740992;
CREATE MACRO bell(id, number) AS sqrt(-2 * ln(chance(id, number) + 1e-12)) * cos(2 * pi() * chance(id, number + 1));
CREATE MACRO day(moment) AS (moment // 86400000000)::INTEGER;
CREATE TABLE ends AS SELECT {FIRST_DAY} * 86400000000 AS first, {FIRST_DAY + DAYS} * 86400000000 AS last;
CREATE TABLE stages AS SELECT * FROM (VALUES {{stages}}) AS one(number, stage, typical, sells);
CREATE TABLE journeys AS
    SELECT id, first + (last - first) // $people * id AS started,
        ['vk', 'tg', 'yt', 'seo', 'qr', 'mail'][1 + floor(6 * chance(id, 0) ** 2)::INTEGER] || '-'
            || ['may', 'june', 'july', 'fall', 'sale'][1 + floor(5 * chance(id, 1) ** 2)::INTEGER] AS source
    FROM ends, range($people) AS one(id);
CREATE TABLE passages AS
    WITH ways AS (
        SELECT id, source, started, number, stage, sells, chance(id, 10 + number) < 0.87 AS goes_on,
            (typical * exp(1.2 * bell(id, 20 + 2 * number)) * 1e6)::BIGINT AS length
        FROM journeys, stages
    ), came AS (
        SELECT *, started + coalesce(sum(length) OVER before, 0)::BIGINT AS reached,
            coalesce(bool_and(goes_on) OVER before, true) AS comes
        FROM ways
        WINDOW before AS (PARTITION BY id ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
    SELECT id, source, started, stage, sells, reached,
        CASE WHEN goes_on AND reached + length < last THEN reached + length END AS passed,
        CASE WHEN NOT goes_on AND reached + length < last THEN reached + length END AS left_
    FROM came, ends WHERE comes AND reached < last;
"""
_CELLS = """
CREATE TABLE cells AS
    WITH far AS (SELECT id, count(*) > 3 AS is_far, list(stage) FILTER (sells AND passed IS NOT NULL) AS bought
        FROM passages GROUP BY id)
    SELECT id, unnest([
        {slice: '', value: ''},
        {slice: 'source', value: source},
        {slice: 'campaign', value: split_part(source, '-', 2)},
        {slice: 'language', value: if(chance(id, 2) < 0.9, 'ru', 'en')},
        {slice: 'newness', value: if(chance(id, 3) < 0.8, 'new', 'returning')},
        {slice: 'version', value: (1 + day(started) // 90 % 4)::TEXT},
        {slice: 'weekday', value: (1 + (day(started) + 3) % 7)::TEXT},
        {slice: 'hour', value: (started // 3600000000 % 24)::TEXT},
        {slice: 'segment', value: if(is_far, 'warm', 'cold')},
        {slice: 'variant', value: if(chance(id, 4) < 0.5, 'price=full', 'price=soft')}
    ] || list_transform(coalesce(bought, []), lambda stage: {slice: 'product', value: stage}), recursive := true)
    FROM journeys JOIN far USING (id);
"""
_DAYS = """
WITH facts AS (
    SELECT id, started, '' AS stage, started AS moment, 1 AS reached, 0 AS passed, 0 AS lost FROM journeys
    UNION ALL SELECT id, started, stage, reached, 1, 0, 0 FROM passages
    UNION ALL SELECT id, started, stage, passed, 0, 1, 0 FROM passages WHERE passed IS NOT NULL
    UNION ALL SELECT id, started, stage, left_, 0, 0, 1 FROM passages WHERE left_ IS NOT NULL
), days AS (
    SELECT id, calendar, if(calendar, day(moment), day(started)) AS day, stage, reached, passed, lost
    FROM facts, (VALUES (true), (false)) AS both_ways(calendar)
)
SELECT $funnel, calendar, false, slice, day, value, stage, 0, sum(reached)::INTEGER, sum(passed)::INTEGER,
    sum(lost)::INTEGER
FROM days JOIN cells USING (id) GROUP BY ALL ORDER BY ALL
"""
_LENGTHS = f"""
WITH passes AS (
    SELECT started, stage, passed, passed - reached AS length FROM passages WHERE passed IS NOT NULL
    UNION ALL
    SELECT any_value(started), '', max(passed), max(passed) - any_value(started)
    FROM passages WHERE passed IS NOT NULL AND sells GROUP BY id
)
SELECT $funnel, calendar, false, stage,
    if(length > 0, 1 + ceil(ln(length) / ln((1 + {ERROR}) / (1 - {ERROR}))), 0)::INTEGER AS bucket,
    if(calendar, day(passed), day(started)) AS day, 0, count(*)
FROM passes, (VALUES (true), (false)) AS both_ways(calendar) GROUP BY ALL ORDER BY ALL
"""


def live(duck: duckdb.DuckDBPyConnection, people: int) -> int:
    """Let the year happen: tables `journeys` and `passages`, one row an entry of a stage; how many of these."""
    stages = ", ".join(
        f"({number}, '{stage}', {typical}, {str(stage in SALES).lower()})"
        for number, (stage, typical) in enumerate(zip(STAGES, _TYPICAL_SECONDS, strict=True))
    )
    duck.execute(_FACTS.replace("{stages}", stages).replace("$people", str(people)))
    ((entries,),) = duck.execute("SELECT count(*) FROM passages").fetchall()
    return int(entries)


def roll_up(duck: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Fill the rollups of a database that has the schema and nothing else."""
    duck.execute(_CELLS)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for table, query in (("stage_days", _DAYS), ("stage_lengths", _LENGTHS)):
            print(f"stats: {table} …", file=sys.stderr)
            rows = duck.execute(query.replace("$funnel", f"'{FUNNEL}'"))
            connection.execute("BEGIN")
            while portion := rows.fetchmany(_PORTION):
                connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(portion[0]))})", portion)
            connection.execute("COMMIT")
