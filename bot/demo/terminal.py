"""A chat drawn in the terminal: the bot on the left, the prospect on the right, time passing between them."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from rich import box
from rich.align import Align
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from bot.preview.telegram import Message

BUBBLE = 62
"""Columns of a message at most."""


class ChatView:
    """Prints messages as they come; on a real terminal with a short pause, so that one can read along."""

    def __init__(self, console: Console, *, language: str, zone: ZoneInfo, pause: float) -> None:
        self._console = console
        self._language = language
        self._zone = zone
        self._pause = pause if console.is_terminal else 0.0

    def show(self, message: Message) -> None:
        """One bubble."""
        mine = message.author == "person"
        parts = [Text(line) for line in _attachments(message)]
        if message.visible:
            parts.append(Text(message.visible.strip()))
        parts.extend(Text(row, style="bold cyan", justify="center") for row in _button_rows(message))
        if not parts:
            return
        style = "green" if mine else "blue" if message.author == "bot" else "yellow"
        width = min(BUBBLE, self._console.width)
        panel = Panel(Group(*parts), box=box.ROUNDED, border_style=style, width=width)
        self._console.print(Align(panel, align="right" if mine else "left"))
        time.sleep(self._pause)

    def pressed(self, text: str) -> None:
        """A button the prospect pressed."""
        self._console.print(Align(Text(f"☝ {text} ", style="green"), align="right"))
        time.sleep(self._pause)

    def moment(self, now: datetime) -> None:
        """The clock has moved."""
        shown = format_datetime(now.astimezone(self._zone), "EEEE, d MMMM, HH:mm", locale=self._language)
        self._console.rule(Text(shown, style="dim"), style="dim")


def _attachments(message: Message) -> list[str]:
    lines = []
    if message.photo:
        lines.append(f"🖼  {message.photo['width']}×{message.photo['height']}")
    if message.document:
        lines.append(f"📄 {message.document.get('file_name', '')} ({message.document.get('file_size', 0) // 1024} KB)")
    if message.invoice:
        lines.append(f"🧾 {message.invoice.total_amount} ⭐")
    if "successful_payment" in message.body:
        lines.append(f"✅ {message.body['successful_payment']['total_amount']} ⭐")
    return lines


def _button_rows(message: Message) -> list[str]:
    return ["  ".join(f"[ {button['text']} ]" for button in row) for row in message.rows]
