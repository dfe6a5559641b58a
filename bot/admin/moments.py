"""Moments as the staff read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.reports import figures
from bot.settings import Settings


def moment(at: datetime, settings: Settings) -> str:
    """`2 мар. 15:00`, on the clock of the bot's time zone."""
    return figures.moment(at, ZoneInfo(settings.timezone), settings.language)
