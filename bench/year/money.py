"""What people bought and what advertising cost: the facts of the year that are about money, by their tables.

Whoever passes a sale has paid it; one of eight of the others asks to pay and does not. One of seven pays in Stars, the
club is paid again every 30 days by most, and one payment of twenty-five goes back three days later.
"""

from collections.abc import Mapping

_DAY = 86_400_000_000

PREPARING = f"""
CREATE TABLE bought AS
    SELECT *, subscriber || ':bench:' || run || ':' || number || ':0' AS name,
        if(is_stars, 'XTR', 'RUB') AS currency, if(is_stars, price // 200, price) AS amount,
        if(is_stars, 'stars', 'manual') AS method, passed + 3 * {_DAY} AS back_at,
        passed IS NOT NULL AND chance(id, 90 + number) < 0.04 AS goes_back,
        if(stage = 'club', least(floor(ln(chance(id, 80) + 1e-9) / ln(0.8)), 12), 0)::INTEGER AS renewals
    FROM (
        SELECT *, reached + (coalesce(passed, left_) - reached) // 2 AS opened, chance(subscriber, 5) < 0.15 AS is_stars
        FROM passages WHERE price > 0 AND coalesce(passed, left_) IS NOT NULL
    ) WHERE passed IS NOT NULL OR chance(id, 50 + number) < 0.12;
CREATE TABLE paid AS
    SELECT name || '-' || nth AS charge, *
    FROM (
        SELECT *, passed + nth * 30 * {_DAY} AS moment
        FROM (SELECT *, unnest(range(renewals + 1)) AS nth FROM bought WHERE passed IS NOT NULL)
    ) WHERE moment < (SELECT last FROM ends);
CREATE TABLE before AS
    SELECT name, to_json(list(came.source ORDER BY moment))::TEXT AS touches
    FROM bought JOIN came ON came.subscriber = bought.subscriber AND moment <= opened GROUP BY name;
CREATE TABLE given_back AS SELECT *, back_at < (SELECT last FROM ends) AS is_done FROM paid WHERE goes_back AND nth = 0;
"""
FACTS: Mapping[str, str] = {
    "orders": f"""
SELECT name, subscriber AS subscriber_id, id + 1 AS journey_id, stage || '.letter' AS step, stage AS product,
    upper(stage) AS title, amount, currency, method,
    CASE WHEN goes_back AND back_at < (SELECT last FROM ends) THEN 'refunded' WHEN passed IS NOT NULL THEN 'delivered'
        ELSE 'expired' END AS status,
    opened + {_DAY} AS expires_at, opened AS opened_at, passed AS paid_at, passed AS delivered_at, $funnel AS funnel,
    coalesce(before.touches, '[]') AS touches
FROM bought LEFT JOIN before USING (name) ORDER BY opened, name
""",
    "payments": """
SELECT charge, name AS order_name, subscriber AS payer, method, amount, currency,
    if(nth = 0, 'whole', 'renewal') AS kind, '' AS payload, moment AS received_at, moment AS earned_at
FROM paid
UNION ALL
SELECT name || '-short', name, subscriber, method, amount // 2, currency, 'short', '', opened + 1000000, NULL
FROM bought WHERE passed IS NULL AND chance(id, 91) < 0.05 ORDER BY received_at, charge
""",
    "refunds": f"""
SELECT charge || '-back' AS name, name AS order_name, charge, amount, currency, '' AS reason, 1 AS staff,
    if(is_done, 'done', 'asked') AS status, 0 AS attempts, back_at AS due_at, back_at - {_DAY} AS asked_at,
    if(is_done, back_at, NULL) AS finished_at, '' AS why
FROM given_back ORDER BY asked_at, name
""",
    "ledger": """
SELECT row_number() OVER (ORDER BY moment, order_name, entry) AS id, order_name, moment AS at, entry, amount,
    currency, method, 0 AS staff, '' AS note
FROM (
    SELECT name AS order_name, opened AS moment, 'asked' AS entry, amount, currency, method FROM bought
    UNION ALL SELECT name, moment, if(nth = 0, 'paid', 'renewal'), amount, currency, method FROM paid
    UNION ALL SELECT name, back_at, 'refunded', amount, currency, method FROM given_back WHERE is_done
) ORDER BY 1
""",
    "spend_imports": """
SELECT 1 AS id, 'year' AS digest, 'year.csv' AS file, 1 AS saved_by, last AS saved_at FROM ends
""",
    "spend": """
SELECT 1 AS import_id, day(started) AS day, source, if(source LIKE 'yt-%', 'USD', 'RUB') AS currency,
    count(*) * 4000 AS amount, count(*) * 150 AS impressions, count(*) * 3 AS clicks
FROM journeys WHERE source NOT LIKE 'seo-%' GROUP BY ALL ORDER BY ALL
""",
}
"""As those of `bench.year.deeds`."""
