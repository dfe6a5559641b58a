"""Revenue as it came and as it went back: one row a payment that counts, one a refund of it that is done.

Of every other payment nothing was sold, so neither it nor what went back of it is revenue.
"""

from sqlalchemy import literal, select, union_all

from storage.selling_tables import payments, refunds

FLOWS = union_all(
    select(
        payments.c.order_name,
        payments.c.charge,
        payments.c.method,
        payments.c.currency,
        payments.c.earned_at.label("at"),
        payments.c.amount.label("came"),
        literal(0).label("back"),
    ).where(payments.c.earned_at.is_not(None)),
    select(
        payments.c.order_name,
        payments.c.charge,
        payments.c.method,
        refunds.c.currency,
        refunds.c.finished_at,
        literal(0),
        refunds.c.amount,
    )
    .join(payments, payments.c.charge == refunds.c.charge)
    .where(refunds.c.status == "done", payments.c.earned_at.is_not(None)),
).subquery("flows")
"""`came` and `back` are minor units of `currency`, `at` is when (UTC)."""
