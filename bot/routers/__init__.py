"""Telegram's updates become inputs of the engine: one handler a kind of update, all of them in this table.

A handler never waits: it returns the future of its commit, or a task, and the poller waits for all of them. Handlers
branch by themselves instead of by aiogram's magic filters, each of which costs a change of threads.
"""

from collections.abc import Callable
from typing import Any

from aiogram import Dispatcher, Router

from bot.context import Context
from bot.routers import checkout, membership, messages, presses, subscriptions

HANDLERS: dict[str, Callable[..., Any]] = {
    "message": messages.received,
    "callback_query": presses.pressed,
    "pre_checkout_query": checkout.asked,
    "subscription": subscriptions.changed,
    "shipping_query": checkout.asked_to_ship,
    "my_chat_member": membership.changed,
    "chat_member": membership.joined_or_left,
    "chat_join_request": membership.asked_to_join,
}


def build_dispatcher(context: Context) -> Dispatcher:
    """The dispatcher of aiogram with every handler."""
    router = Router(name="voronka")
    for kind, handler in HANDLERS.items():
        router.observers[kind].register(handler)
    dispatcher = Dispatcher(disable_fsm=True, context=context)
    dispatcher.include_router(router)
    return dispatcher
