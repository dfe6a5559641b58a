"""What routers and commands may use; the composition root fills it."""

import asyncio
from dataclasses import dataclass, field

from aiogram import Bot

from bot.clock import Clock
from bot.edits import Edits
from bot.groups import Groups
from bot.payments.methods import Methods
from bot.payments.refunds import Refunds
from bot.runner import Runner
from bot.settings import Settings
from bot.tasks import Tasks
from bot.updates.floods import Floods
from bot.web.clicks import ClickLinks
from storage.database import Database


@dataclass(frozen=True, kw_only=True)
class Context:
    """The parts of a running bot."""

    settings: Settings
    clock: Clock
    database: Database
    runner: Runner
    bot: Bot
    clicks: ClickLinks
    methods: Methods
    refunds: Refunds
    edits: Edits
    groups: Groups
    tasks: Tasks
    """Whatever goes on beside the updates it came from, such as a report: started by this, it ends with the bot."""
    floods: Floods = field(default_factory=Floods)
    decisions: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by an owner's decision about money until it is handed to the runner: they are made one after another.

    One to send goods again holds it until that is kept.
    """
    desk: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a report is drawn: of two buttons pressed one after the other, the last one is what is shown."""

    def is_owner(self, user: int) -> bool:
        """Whether this Telegram user may see reports and confirm payments."""
        return user in self.settings.owner_ids
