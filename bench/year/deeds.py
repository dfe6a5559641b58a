"""What people did and how they came: the facts of the year that are not about money, by their tables.

Every stage has one message. Two of five press its button; one of a hundred messages fails; of those who leave a stage
without its goal, one of twelve blocks the bot.
"""

from collections.abc import Mapping

from bench.year.script import MARKS

PREPARING = f"""
CREATE TABLE happened AS
    WITH marks AS (SELECT * FROM (VALUES {", ".join(f"('{stage}', '{mark}')" for stage, mark in MARKS.items())})
        AS one(stage, mark))
    SELECT reached + 1000000 AS moment, id, stage || '.letter' AS step,
        if(chance(id, 100 + number) < 0.99, 'delivered', 'failed') AS event,
        if(event = 'failed', 'Bad Request: wrong file', '') AS detail
    FROM passages
    UNION ALL SELECT moment, id, step, 'clicked', '' FROM (
        SELECT coalesce(passed, left_) AS moment, id, stage || '.letter' AS step FROM passages
        WHERE chance(id, 120 + number) < 0.4) WHERE moment IS NOT NULL
    UNION ALL SELECT started, id, 'magnet.price', 'variant',
        if(chance(subscriber, 4) < 0.5, 'price=full', 'price=soft') FROM journeys
    UNION ALL SELECT passed, id, stage || '.letter', 'marked', mark
        FROM passages JOIN marks USING (stage) WHERE passed IS NOT NULL
    UNION ALL SELECT left_, id, '', 'blocked', '' FROM passages
        WHERE left_ IS NOT NULL AND NOT goes_on AND chance(id, 60) < 0.08
    UNION ALL SELECT opened, id, stage || '.letter', 'asked_to_pay', '' FROM bought;
"""
_AT_START = """
SELECT *, started - if(run = 1 AND chance(id, 3) < 0.8, 0, 86400000000) AS met,
    if(chance(subscriber, 2) < 0.9, 'ru', 'en') AS language
FROM journeys
"""
FACTS: Mapping[str, str] = {
    "subscribers": f"""
SELECT subscriber AS id, 'Person ' || subscriber AS first_name, '' AS last_name, 'person' || subscriber AS username,
    language, 'UTC' AS timezone, source, if(chance(id, 60) < 0.08, 'blocked', 'active') AS reach, '[]' AS tags,
    json_object('email', 'person' || subscriber || '@example.com') AS attributes, '[]' AS bought, met AS created_at
FROM ({_AT_START}) WHERE run = 1 ORDER BY id
""",
    "journeys": """
SELECT id + 1 AS id, subscriber AS subscriber_id, $funnel AS funnel, run, version(started) AS version,
    stage, stage || '.letter' AS step, 1 AS revision,
    if(NOT is_inside AND (NOT goes_on OR stage = 'club'), 'ended', '') AS outcome,
    started AS started_at, source, '{}' AS state, slices
FROM journeys
JOIN (SELECT id, arg_max(stage, number) AS stage, arg_max(goes_on, number) AS goes_on,
    arg_max(coalesce(passed, left_) IS NULL, number) AS is_inside FROM passages GROUP BY id) USING (id)
JOIN (SELECT id, to_json(list_sort(list(slice || '=' || value)))::TEXT AS slices FROM cells GROUP BY id) USING (id)
ORDER BY id
""",
    "stage_passages": """
SELECT id + 1 AS journey_id, stage, reached AS reached_at, passed AS passed_at, left_ AS left_at
FROM passages ORDER BY id, stage
""",
    "events": """
SELECT row_number() OVER (ORDER BY moment, happened.id, event) AS id, moment AS at, subscriber AS subscriber_id,
    happened.id + 1 AS journey_id, $funnel AS funnel, version(started) AS version, run, event, step, detail
FROM happened JOIN journeys ON journeys.id = happened.id WHERE moment < (SELECT last FROM ends) ORDER BY 1
""",
    "touches": """
SELECT row_number() OVER (ORDER BY moment, subscriber) AS id, subscriber AS subscriber_id, source, source AS link,
    $funnel AS funnel, moment AS at
FROM came WHERE moment < (SELECT last FROM ends) ORDER BY 1
""",
    "links": """
SELECT DISTINCT source, $funnel AS funnel, source AS word, source AS written, 1 AS made_by,
    (SELECT first FROM ends) AS made_at
FROM journeys ORDER BY source
""",
}
"""Queries whose columns are those of the tables; `$funnel` is the funnel's name. They want `PREPARING`."""
