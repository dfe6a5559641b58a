"""What was sold in the funnel, and the money that came and went back."""

from storage.facts.fact import FUNNEL, Fact, begin, column
from storage.selling_tables import orders, payments, refunds
from storage.traffic_tables import spend

_order, _payment, _refund, _spend = orders.c, payments.c, refunds.c, spend.c

_AMOUNT = "in the smallest unit of the currency"

ORDERS = Fact(
    rows="An intent to buy one product.",
    columns={
        "order": column(_order.name, "the order's name"),
        "subscriber": column(_order.subscriber_id, "the person's Telegram id"),
        "journey": column(_order.journey_id, "the walk, where it belongs to one"),
        "step": column(_order.step, "the step that sold it"),
        "product": column(_order.product, "the product's name in the script"),
        "title": column(_order.title, "what people call it"),
        "amount": column(_order.amount, f"the price, {_AMOUNT}"),
        "currency": column(_order.currency, "`XTR` are Telegram Stars"),
        "method": column(_order.method, "the way to pay"),
        "promo": column(_order.promo, "the promo code; empty: none"),
        "status": column(_order.status, "`open`, `claimed`, `paid`, `delivered`, `expired`, `refunded`…"),
        "opened_at": column(_order.opened_at, "when it was opened"),
        "paid_at": column(_order.paid_at, "when the money was here"),
        "delivered_at": column(_order.delivered_at, "when the goods were handed over"),
        "touches": column(_order.touches, "the sources the person had come by until then, in order, separated by `;`"),
    },
    source=begin(orders).where(_order.funnel == FUNNEL).order_by(_order.opened_at, _order.name),
)

PAYMENTS = Fact(
    rows="Money that arrived for an order, each charge once.",
    columns={
        "payment": column(_payment.charge, "the charge's name at the service that took it"),
        "order": column(_payment.order_name, "the order"),
        "subscriber": column(_payment.payer, "who paid"),
        "method": column(_payment.method, "the way to pay"),
        "amount": column(_payment.amount, _AMOUNT),
        "currency": column(_payment.currency, "`XTR` are Telegram Stars"),
        "kind": column(_payment.kind, "`whole`, `renewal`, `short`, `sold_out` or `extra`"),
        "at": column(_payment.received_at, "when it arrived"),
    },
    source=begin(payments)
    .join(orders, _order.name == _payment.order_name)
    .where(_order.funnel == FUNNEL)
    .order_by(_payment.received_at, _payment.charge),
)

REFUNDS = Fact(
    rows="Money on its way back, or given back.",
    columns={
        "refund": column(_refund.name, "its name"),
        "order": column(_refund.order_name, "the order"),
        "payment": column(_refund.charge, "the payment it is of"),
        "amount": column(_refund.amount, _AMOUNT),
        "currency": column(_refund.currency, "`XTR` are Telegram Stars"),
        "status": column(_refund.status, "`done` when the money is back"),
        "reason": column(_refund.reason, "why, as the staff wrote it"),
        "asked_at": column(_refund.asked_at, "when it was asked for"),
        "finished_at": column(_refund.finished_at, "when it was done, or had failed"),
    },
    source=begin(refunds)
    .join(orders, _order.name == _refund.order_name)
    .where(_order.funnel == FUNNEL)
    .order_by(_refund.asked_at, _refund.name),
)

SPEND = Fact(
    rows="What advertising cost a day and source. It is told by source: these are the rows of all funnels.",
    columns={
        "day": column(_spend.day, "the day it was spent on"),
        "source": column(_spend.source, "the source it brought people by"),
        "amount": column(_spend.amount, _AMOUNT),
        "currency": column(_spend.currency, "never added to another"),
        "impressions": column(_spend.impressions, "how often the ad was shown"),
        "clicks": column(_spend.clicks, "clicks on the ad"),
        "import": column(_spend.import_id, "the message or file that told it"),
    },
    source=begin(spend).order_by(_spend.day, _spend.source, _spend.currency, _spend.import_id),
)
