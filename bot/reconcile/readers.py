"""The table of the services that have a list of payments, for the ways to be paid this bot has the settings for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot
from aiohttp import ClientSession, DummyCookieJar

from bot.payments.methods import missing, stripe_service, yookassa_service
from bot.reconcile.reading import Reader, Readers
from bot.reconcile.stripe import read_stripe
from bot.reconcile.telegram import read_stars
from bot.reconcile.yookassa import read_yookassa
from bot.settings import Settings
from funnels.definition.methods import Method


@asynccontextmanager
async def readers(settings: Settings, bot: Bot) -> AsyncIterator[Readers]:
    """Who reads the other book of each; good until the end."""
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        found: dict[Method, Reader] = {"stars": lambda: read_stars(bot)}
        if not missing(settings, "yookassa"):
            found["yookassa"] = lambda: read_yookassa(yookassa_service(settings, session))
        if not missing(settings, "stripe"):
            found["stripe"] = lambda: read_stripe(stripe_service(settings, session))
        yield found
