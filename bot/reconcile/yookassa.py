"""Payments as YooKassa has them: its lists of payments and of refunds, a hundred at a time.

https://yookassa.ru/developers/using-api/lists: a page says with which `cursor` the next one is asked for; only what was
made in the last three years is listed. A payment that names no order is another system's of the same shop.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.payments.service import Service
from bot.payments.yookassa_money import from_yookassa
from bot.reconcile.books import Theirs, with_refunds

PAGE = 100


async def read_yookassa(service: Service) -> Mapping[str, Theirs]:
    """Every payment of this bot that succeeded, by its charge; raises NotNowError and RefusedError."""
    paid = {
        said["id"]: Theirs(
            charge=said["id"],
            order=str(said["metadata"]["order"]),
            payer=0,
            money=from_yookassa(said),
            at=_moment(said.get("captured_at") or said["created_at"]),
        )
        for said in await _list(service, "/v3/payments")
        if (said.get("metadata") or {}).get("order")
    }
    refunds = await _list(service, "/v3/refunds")
    return with_refunds(
        paid, [(said["payment_id"], said["id"], from_yookassa(said), _moment(said["created_at"])) for said in refunds]
    )


async def _list(service: Service, path: str) -> list[dict[str, Any]]:
    query, found = {"status": "succeeded", "limit": str(PAGE)}, list[dict[str, Any]]()
    while True:
        page = await service.get(path, query)
        found.extend(page["items"])
        if not page.get("next_cursor"):
            return found
        query["cursor"] = str(page["next_cursor"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
