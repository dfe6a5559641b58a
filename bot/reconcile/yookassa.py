"""Payments as YooKassa has them: its lists of payments and of refunds, a hundred at a time.

https://yookassa.ru/developers/using-api/lists: a page says with which `cursor` the next one is asked for; only what was
made in the last three years is listed. A payment that names no order is another system's of the same shop.
"""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

from bot.payments.service import Service
from bot.payments.yookassa_money import from_yookassa
from bot.reconcile.books import Theirs, add_refund

PAGE = 100


async def read_yookassa(service: Service) -> Mapping[str, Theirs]:
    """Every payment of this bot that succeeded, by its charge; raises NotNowError and RefusedError."""
    paid: dict[str, Theirs] = {}
    async for said in _listed(service, "/v3/payments"):
        if (said.get("metadata") or {}).get("order"):
            money = from_yookassa(said)
            paid[said["id"]] = Theirs(
                charge=said["id"],
                order=str(said["metadata"]["order"]),
                payer=0,
                amount=money.amount,
                currency=money.currency,
                at=_moment(said.get("captured_at") or said["created_at"]),
            )
    async for said in _listed(service, "/v3/refunds"):
        add_refund(paid, said["payment_id"], said["id"], from_yookassa(said), _moment(said["created_at"]))
    return paid


async def _listed(service: Service, path: str) -> AsyncIterator[dict[str, Any]]:
    query = {"status": "succeeded", "limit": str(PAGE)}
    while True:
        page = await service.get(path, query)
        for said in page["items"]:
            yield said
        if not page.get("next_cursor"):
            return
        query["cursor"] = str(page["next_cursor"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
