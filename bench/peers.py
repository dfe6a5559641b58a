"""What a report mostly counts, as one query of DuckDB over Parquet, where that is simple; not all of the report."""

from collections.abc import Mapping

PEERS: Mapping[str, str] = {
    "stats": """
SELECT stage, count(*), count(passed), count(left_), quantile_cont(passed - reached, [0.5, 0.9])
FROM passages WHERE run = 1 AND $asked GROUP BY stage
""",
    "steps": """
SELECT step, event, count(*), count(DISTINCT happened.id)
FROM happened JOIN journeys USING (id) WHERE run = 1 AND $asked GROUP BY ALL
""",
    "cohorts": """
SELECT started // 604800000000, moment // 604800000000, currency, sum(amount), count(DISTINCT id)
FROM paid WHERE run = 1 AND $asked GROUP BY ALL
""",
    "money": """
SELECT stage, method, currency, count(*) FILTER (nth = 0), sum(amount), count(DISTINCT id)
FROM paid WHERE run = 1 AND $asked GROUP BY CUBE (stage, method, currency)
""",
    "sources": """
WITH marked AS (
    SELECT id, min(moment) AS moment, detail FROM happened WHERE event = 'marked' GROUP BY id, detail
), sold AS (
    SELECT id, count(*) AS orders, sum(amount) AS amount FROM paid WHERE run = 1 GROUP BY id
)
SELECT source, detail, count(*), median(moment - started), sum(orders), sum(amount)
FROM journeys LEFT JOIN marked USING (id) LEFT JOIN sold USING (id) WHERE run = 1 AND $asked GROUP BY ALL
""",
    "tests": """
SELECT detail, count(*), count(passed)
FROM happened JOIN passages USING (id) WHERE event = 'variant' AND stage = 'magnet' AND run = 1 AND $asked GROUP BY ALL
""",
}
"""By the name of the report; `$asked` is the days of the start."""
