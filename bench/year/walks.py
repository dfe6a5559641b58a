"""The walks: nearly nine of ten go on from stage to stage, within minutes at first and within days later.

Every twenty-fifth walk is somebody's second one. Each is in eight to a dozen cells, as those of a live bot are.
"""

import duckdb

from bench.year.script import PRICES, STAGES

FIRST_DAY = 20_414
DAYS = 365
"""From the 22nd of November 2025, numbered as `storage.days` does; days are those of UTC."""

_TYPICAL_SECONDS = (240, 1_800, 7_200, 14_400, 90_000, 200_000, 400_000, 900_000)
_A_VERSION = 92
"""Days for which one version of the script is live."""

_MACROS = f"""
CREATE MACRO chance(id, number) AS (hash(id * 64 + number) >> 11)::DOUBLE / 9007199254740992;
CREATE MACRO bell(id, number) AS sqrt(-2 * ln(chance(id, number) + 1e-12)) * cos(2 * pi() * chance(id, number + 1));
CREATE MACRO day(moment) AS (moment // 86400000000)::INTEGER;
CREATE MACRO source(id) AS ['vk', 'tg', 'yt', 'seo', 'qr', 'mail'][1 + floor(6 * chance(id, 0) ** 2)::INTEGER] || '-'
    || ['may', 'june', 'july', 'fall', 'sale'][1 + floor(5 * chance(id, 1) ** 2)::INTEGER];
CREATE MACRO version(moment) AS 1 + (day(moment) - {FIRST_DAY}) // {_A_VERSION};
CREATE TABLE ends AS SELECT {FIRST_DAY} * 86400000000 AS first, {FIRST_DAY + DAYS} * 86400000000 AS last;
"""
_WALKS = """
CREATE TABLE stages AS SELECT * FROM (VALUES {stages}) AS one(number, stage, typical, price);
CREATE TABLE journeys AS
    SELECT id, 1_000_000_000 + if(is_second, id - back, id) AS subscriber, if(is_second, 2, 1) AS run,
        first + (last - first) // {walks} * id AS started, source(subscriber) AS source
    FROM (SELECT *, id % 25 = 0 AND id > back AS is_second FROM (SELECT id, 1 + 25 * ({walks} // 100) AS back
        FROM range({walks}) AS one(id))), ends;
CREATE TABLE passages AS
    WITH ways AS (
        SELECT id, subscriber, run, source, started, number, stage, price, chance(id, 10 + number) < 0.87 AS goes_on,
            price = 0 OR chance(id, 40 + number) < 0.2 AS wins,
            (typical * exp(1.2 * bell(id, 20 + 2 * number)) * 1e6)::BIGINT AS length
        FROM journeys, stages
    ), came AS (
        SELECT *, started + coalesce(sum(length) OVER before, 0)::BIGINT AS reached,
            coalesce(bool_and(goes_on) OVER before, true) AS comes
        FROM ways
        WINDOW before AS (PARTITION BY id ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
    SELECT id, subscriber, run, source, started, number, stage, price, goes_on, reached,
        CASE WHEN goes_on AND wins AND reached + length < last THEN reached + length END AS passed,
        CASE WHEN NOT (goes_on AND wins) AND reached + length < last THEN reached + length END AS left_
    FROM came, ends WHERE comes AND reached < last;
CREATE TABLE cells AS
    WITH far AS (SELECT id, count(*) > 3 AS is_far, list(stage) FILTER (price > 0 AND passed IS NOT NULL) AS bought
        FROM passages GROUP BY id)
    SELECT id, run, unnest([
        {{slice: 'source', value: source}},
        {{slice: 'campaign', value: split_part(source, '-', 2)}},
        {{slice: 'language', value: if(chance(subscriber, 2) < 0.9, 'ru', 'en')}},
        {{slice: 'newness', value: if(run = 1 AND chance(id, 3) < 0.8, 'new', 'returning')}},
        {{slice: 'version', value: version(started)::TEXT}},
        {{slice: 'weekday', value: (1 + (day(started) + 3) % 7)::TEXT}},
        {{slice: 'hour', value: (started // 3600000000 % 24)::TEXT}},
        {{slice: 'segment', value: if(is_far, 'warm', 'cold')}},
        {{slice: 'variant', value: if(chance(subscriber, 4) < 0.5, 'price=full', 'price=soft')}}
    ] || list_transform(coalesce(bought, []), lambda stage: {{slice: 'product', value: stage}}), recursive := true)
    FROM journeys JOIN far USING (id);
CREATE TABLE came AS
    SELECT subscriber, source(subscriber) AS source, started AS moment FROM journeys
    UNION ALL SELECT subscriber, source(id + 7), (moment + chance(id, 71) * 40 * 86400e6)::BIGINT
        FROM (SELECT *, started AS moment FROM journeys) WHERE chance(id, 70) < 0.25
    UNION ALL SELECT subscriber, source(id + 9), (moment + chance(id, 73) * 90 * 86400e6)::BIGINT
        FROM (SELECT *, started AS moment FROM journeys) WHERE chance(id, 72) < 0.08;
"""


def live(duck: duckdb.DuckDBPyConnection, people: int) -> int:
    """Let the year happen: `journeys`, `passages`, one row an entry of a stage, and `cells`; how many entries."""
    stages = ", ".join(
        f"({number}, '{stage}', {typical}, {PRICES.get(stage, 0) * 100})"
        for number, (stage, typical) in enumerate(zip(STAGES, _TYPICAL_SECONDS, strict=True))
    )
    duck.execute(_MACROS)
    duck.execute(_WALKS.format(stages=stages, walks=people + people // 24))
    ((entries,),) = duck.execute("SELECT count(*) FROM passages").fetchall()
    return int(entries)
