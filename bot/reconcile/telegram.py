"""Payments in Stars as Telegram has them: `getStarTransactions`, a hundred at a time, the oldest first.

Bot API 10.2: the id of a payment by a user is its `telegram_payment_charge_id`, and that of its refund is the same;
`source` is there for what came, `receiver` for what went. What else moves Stars (withdrawals, advertising, gifts, paid
media, commissions) is no payment of an order. A charge goes back as a whole. Answers are read as they come: a kind of
partner that is newer than this release must not hide the payments beside it.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import TelegramMethod
from msgspec.structs import replace

from bot.limits import LONGEST_429
from bot.reconcile.books import Theirs
from funnels.definition.money import STARS

PAGE = 100
"""The most Telegram gives at once."""


class GetRawStarTransactions(TelegramMethod[dict[str, Any]]):
    """As Telegram has them, not as this release knows them."""

    __returning__ = dict[str, Any]
    __api_method__ = "getStarTransactions"

    offset: int
    limit: int = PAGE


async def read_stars(bot: Bot) -> Mapping[str, Theirs]:
    """Every payment of an invoice, by its charge; raises aiogram's TelegramAPIError."""
    paid: dict[str, Theirs] = {}
    back: dict[str, datetime] = {}
    seen: set[tuple[str, bool]] = set()
    while page := _new(await _page(bot, len(seen)), seen):
        for said in page:
            source, receiver = said.get("source") or {}, said.get("receiver") or {}
            if _is_of_order(source):
                paid[said["id"]] = _payment(said, source)
            elif _is_of_order(receiver):
                back[said["id"]] = _moment(said)
        for charge in paid.keys() & back.keys():
            paid[charge] = replace(paid[charge], back=paid[charge].amount, back_at=back.pop(charge))
    return paid


def _new(page: list[dict[str, Any]], seen: set[tuple[str, bool]]) -> list[dict[str, Any]]:
    """What was not read before; nothing more is asked for where a server begins anew instead of ending."""
    found = {(str(said["id"]), "source" in said): said for said in page}
    new = [said for key, said in found.items() if key not in seen]
    seen.update(found)
    return new


async def _page(bot: Bot, offset: int) -> list[dict[str, Any]]:
    while True:
        try:
            return list((await bot(GetRawStarTransactions(offset=offset)))["transactions"])
        except TelegramRetryAfter as error:
            await asyncio.sleep(min(error.retry_after, LONGEST_429))


def _is_of_order(partner: Mapping[str, Any]) -> bool:
    return partner.get("type") == "user" and partner.get("transaction_type") == "invoice_payment"


def _payment(said: Mapping[str, Any], source: Mapping[str, Any]) -> Theirs:
    period = int(source.get("subscription_period") or 0)
    return Theirs(
        charge=said["id"],
        order=source.get("invoice_payload", ""),
        payer=source["user"]["id"],
        amount=int(said["amount"]),
        currency=STARS,
        at=_moment(said),
        commission=abs(int((source.get("affiliate") or {}).get("amount", 0))),
        paid_until=_moment(said) + timedelta(seconds=period) if period else None,
    )


def _moment(said: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp(int(said["date"]), UTC)
