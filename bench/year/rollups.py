"""What the walks add up to, reckoned by DuckDB: the rollups that take the product longest to count."""

from funnels.analytics.histogram import ERROR

STAGE_DAYS = """
WITH facts AS (
    SELECT id, started, '' AS stage, started AS moment, 1 AS reached, 0 AS passed, 0 AS lost FROM journeys
    UNION ALL SELECT id, started, stage, reached, 1, 0, 0 FROM passages
    UNION ALL SELECT id, started, stage, passed, 0, 1, 0 FROM passages WHERE passed IS NOT NULL
    UNION ALL SELECT id, started, stage, left_, 0, 0, 1 FROM passages WHERE left_ IS NOT NULL
), days AS (
    SELECT id, calendar, if(calendar, day(moment), day(started)) AS day, stage, reached, passed, lost
    FROM facts, (VALUES (true), (false)) AS both_ways(calendar)
), counted AS (
    SELECT id, run, slice, value FROM cells UNION ALL SELECT id, run, '', '' FROM journeys
)
SELECT $funnel AS funnel, calendar, run > 1 AS again, slice, day, value, stage, 0 AS shard,
    sum(reached)::INTEGER AS reached, sum(passed)::INTEGER AS passed, sum(lost)::INTEGER AS lost
FROM days JOIN counted USING (id) GROUP BY ALL ORDER BY ALL
"""
STAGE_LENGTHS = f"""
WITH passes AS (
    SELECT run, started, stage, passed, passed - reached AS length FROM passages WHERE passed IS NOT NULL
    UNION ALL
    SELECT any_value(run), any_value(started), '', max(passed), max(passed) - any_value(started)
    FROM passages WHERE passed IS NOT NULL AND price > 0 GROUP BY id
)
SELECT $funnel AS funnel, calendar, run > 1 AS again, stage,
    if(length > 0, 1 + ceil(ln(length) / ln((1 + {ERROR}) / (1 - {ERROR}))), 0)::INTEGER AS bucket,
    if(calendar, day(passed), day(started)) AS day, 0 AS shard, count(*) AS passes
FROM passes, (VALUES (true), (false)) AS both_ways(calendar) GROUP BY ALL ORDER BY ALL
"""
ROLLUPS = {"stage_days": STAGE_DAYS, "stage_lengths": STAGE_LENGTHS}
"""Queries, by their tables."""
