"""Payments as Stripe has them: its lists of PaymentIntents and of refunds, a hundred at a time, the newest first.

https://docs.stripe.com/api/pagination: the next page is asked for with `starting_after` the last one, while there is
more. A payment that names no order is another system's of the same account.
"""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.payments.service import Service
from bot.payments.stripe_money import from_stripe
from bot.reconcile.books import Theirs, add_refund

PAGE = 100


async def read_stripe(service: Service) -> Mapping[str, Theirs]:
    """Every payment of this bot that succeeded, by its charge; raises NotNowError and RefusedError."""
    paid: dict[str, Theirs] = {}
    async for said in _listed(service, "/v1/payment_intents"):
        if said["status"] == "succeeded" and (said.get("metadata") or {}).get("order"):
            money = from_stripe(int(said["amount_received"]), str(said["currency"]))
            paid[said["id"]] = Theirs(
                charge=said["id"],
                order=str(said["metadata"]["order"]),
                payer=0,
                amount=money.amount,
                currency=money.currency,
                at=_moment(said),
            )
    async for said in _listed(service, "/v1/refunds"):
        if said["status"] in ("succeeded", "pending"):
            money = from_stripe(int(said["amount"]), str(said["currency"]))
            add_refund(paid, said["payment_intent"], said["id"], money, _moment(said))
    return paid


async def _listed(service: Service, path: str) -> AsyncIterator[dict[str, Any]]:
    query = {"limit": str(PAGE)}
    while True:
        page = await service.get(path, query)
        for said in page["data"]:
            yield said
        if not page["has_more"]:
            return
        query["starting_after"] = str(page["data"][-1]["id"])


def _moment(said: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp(int(said["created"]), UTC)
