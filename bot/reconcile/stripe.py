"""Payments as Stripe has them: its lists of PaymentIntents and of refunds, a hundred at a time, the newest first.

https://docs.stripe.com/api/pagination: the next page is asked for with `starting_after` the last one, while there is
more. A payment that names no order is another system's of the same account.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.payments.service import Service
from bot.payments.stripe_money import from_stripe
from bot.reconcile.books import Theirs, with_refunds

PAGE = 100


async def read_stripe(service: Service) -> Mapping[str, Theirs]:
    """Every payment of this bot that succeeded, by its charge; raises NotNowError and RefusedError."""
    paid = {
        said["id"]: Theirs(
            charge=said["id"],
            order=str(said["metadata"]["order"]),
            payer=0,
            money=from_stripe(int(said["amount_received"]), str(said["currency"])),
            at=_moment(said),
        )
        for said in await _list(service, "/v1/payment_intents")
        if said["status"] == "succeeded" and (said.get("metadata") or {}).get("order")
    }
    refunds = [
        (said["payment_intent"], said["id"], from_stripe(int(said["amount"]), str(said["currency"])), _moment(said))
        for said in await _list(service, "/v1/refunds")
        if said["status"] in ("succeeded", "pending")
    ]
    return with_refunds(paid, refunds)


async def _list(service: Service, path: str) -> list[dict[str, Any]]:
    query, found = {"limit": str(PAGE)}, list[dict[str, Any]]()
    while True:
        page = await service.get(path, query)
        found.extend(page["data"])
        if not page["has_more"]:
            return found
        query["starting_after"] = str(found[-1]["id"])


def _moment(said: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp(int(said["created"]), UTC)
