"""Names and figures as they stand in Telegram HTML."""

from html import escape

from bot.reports.figures import percent
from bot.reports.labels import clip

TITLE = 40
"""Characters of a name of the marketer's that a line on a phone takes."""


def name_html(text: str, limit: int = TITLE) -> str:
    """The name in one line."""
    return escape(clip(text, limit), quote=False)


def percent_html(share: float | None, language: str) -> str:
    """As `percent`, whose `<0.1%` would be read as a tag."""
    return escape(percent(share, language), quote=False)
