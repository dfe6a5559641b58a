"""Moments as the staff read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.settings import Settings


def moment(at: datetime, settings: Settings) -> str:
    """`2 мар. 15:00`, on the clock of the bot's time zone."""
    return format_datetime(at.astimezone(ZoneInfo(settings.timezone)), "d MMM HH:mm", locale=settings.language)
