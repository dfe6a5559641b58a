"""Telegram's updates become inputs of the engine; one router a kind of update, all of them in this table.

A handler never waits: it returns the future of its commit, or a task, and the poller waits for all of them.
"""

from aiogram import Dispatcher, Router

from bot.admin import owners_router
from bot.context import Context
from bot.routers import checkout, membership, messages, presses


def build_dispatcher(context: Context) -> Dispatcher:
    """Every router, in the order they are asked."""
    routers: tuple[Router, ...] = (
        checkout.router(context),
        owners_router(context),
        presses.router(context),
        messages.router(context),
        membership.router(context),
    )
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_routers(*routers)
    return dispatcher
