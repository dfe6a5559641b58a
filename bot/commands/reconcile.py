"""Compare the payments the bot has kept with what Telegram, YooKassa and Stripe have; status 1 where they differ."""

import argparse
import asyncio
import json
import sys
from datetime import timedelta

from aiogram.exceptions import TelegramAPIError

from bot import logs
from bot.clock import Clock
from bot.connection import connect
from bot.errors import StartError
from bot.payments.method import NotNowError, RefusedError
from bot.reconcile.books import Scope
from bot.reconcile.readers import readers
from bot.reconcile.reading import Reconciliation, as_json, reconcile
from bot.reconcile.words import lines
from bot.scripts import newest
from bot.settings import Settings, needed_token, read_settings
from storage.database import Database


def configure(parser: argparse.ArgumentParser) -> None:
    """Which payments, and how to show what differs."""
    parser.add_argument("funnel", nargs="?", default="", help="a funnel's name (default: all of them)")
    parser.add_argument("--days", type=_days, help="only payments and refunds of the last so many days")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(options: argparse.Namespace) -> int:
    """0 when both say the same; 1 otherwise. Nothing is changed: the owner's /reconcile does that."""
    settings = read_settings()
    needed_token(settings)
    logs.configure(secrets=logs.secrets_of(settings), form=settings.log_format)
    result = asyncio.run(_compare(settings, options.funnel, options.days))
    if options.format == "json":
        sys.stdout.write(json.dumps(as_json(result), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(lines(result, settings.language)) + "\n")
    return 1 if result.differences else 0


async def _compare(settings: Settings, funnel: str, days: int | None) -> Reconciliation:
    now = Clock().now()
    database = await Database.open(settings.database_url)
    bot = connect(needed_token(settings), str(settings.bot_api_url))
    try:
        scripts = await newest(database, timezone=settings.timezone) if funnel else {}
        if funnel and funnel not in scripts:
            raise StartError(f"There is no funnel `{funnel}`. There are: {', '.join(scripts)}.")
        scope = Scope(now=now, since=now - timedelta(days=days) if days else None, funnel=funnel)
        async with readers(settings, bot) as books:
            return await reconcile(database, books, scope)
    except TelegramAPIError as error:
        raise StartError(f"{settings.bot_api_url} does not tell its transactions: {error}") from error
    except (NotNowError, RefusedError) as error:
        raise StartError(f"The payments cannot be compared: {error}.") from error
    finally:
        await bot.session.close()
        await database.close()


def _days(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("write a whole number of days, 1 or more")
    return int(text)
