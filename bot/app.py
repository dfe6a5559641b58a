"""The composition root: the only place that wires the parts of a running bot together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramUnauthorizedError
from aiogram.types import User
from aiohttp import ClientSession, DummyCookieJar, web

from bot.caller import Caller, HttpCaller
from bot.calls import Calls
from bot.clock import Clock
from bot.codes import Codes
from bot.connection import connect
from bot.context import Context
from bot.counting import count_what_is_stale, counting_in
from bot.delivery import Delivery
from bot.digest.herald import Herald
from bot.edits import Edits
from bot.errors import StartError
from bot.failed.playing import Replays
from bot.groups import Groups
from bot.handover import Handover
from bot.invitations import Invitations
from bot.limits import Limits
from bot.menus import show_menus
from bot.paid_rate import PaidRate
from bot.payments import checkout
from bot.payments.intake import Intake
from bot.payments.methods import build_methods, check_methods
from bot.payments.refunds import Refunds
from bot.routers import build_dispatcher
from bot.runner import Runner
from bot.scripts import calls_others, publish
from bot.sender import IN_HAND, Sender
from bot.settings import Settings, needed_token
from bot.tasks import Tasks, spawn
from bot.ticks import Ticks
from bot.updates.feeding import Feeder
from bot.updates.polling import Poller
from bot.updates.webhook import Webhook
from bot.uploads import Uploads
from bot.web import clicks, events, server
from funnels.engine.catalogue import Catalogue
from storage import outbox
from storage.database import Database

log = structlog.get_logger()

PATIENCE = 5.0
"""Seconds the bot gives to what is on its way when it is stopped."""


@dataclass(frozen=True, kw_only=True)
class App:
    """A bot that runs."""

    context: Context
    sender: Sender
    calls: Calls
    ticks: Ticks
    feeder: Feeder
    updates: Poller | Webhook
    me: User
    port: int
    failed: "asyncio.Future[None]"
    """Done with an error when the bot cannot go on."""

    async def until(self, stop: asyncio.Event) -> None:
        """Return when `stop` is set; raise what made the bot fail, if it fails before."""
        waiting = spawn(stop.wait(), name="wait for the end")
        await asyncio.wait((waiting, self.failed), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self.failed.done():
            self.failed.result()

    async def quiet(self) -> bool:
        """Whether nothing is being handled and nothing is left to send or to call."""
        if not (self.context.runner.idle and await self.calls.settled() and await self.sender.settled()):
            return False
        async with self.context.database.read() as connection:
            return await outbox.waiting(connection) == 0 and self.context.runner.idle


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    clock: Clock | None = None,
    routes: Sequence[web.AbstractRouteDef] = (),
    caller: Caller | None = None,
    chat_url: str = "",
) -> AsyncIterator[App]:
    """Start everything in order and stop it in reverse; raises StartError, DatabaseError or ScriptError.

    Calls are made over HTTP unless another `caller` is given; `chat_url` is where people chat, if not in Telegram.
    """
    clock = clock or Clock()
    token = needed_token(settings)
    async with AsyncExitStack() as stack:
        database = await Database.open(settings.database_url)
        stack.push_async_callback(database.close)
        catalogue = await publish(database, settings.funnels_dir, timezone=settings.timezone, clock=clock)
        await count_what_is_stale(database, counting_in(settings.timezone, catalogue), clock.now())
        bot = connect(token, str(settings.bot_api_url))
        stack.push_async_callback(bot.session.close)
        me = await _identify(bot, settings)
        groups = await Groups.of(bot, database, clock, settings)
        handover = Handover(IN_HAND)
        runner = Runner(database, catalogue, clock, settings.staff, handover, zone=ZoneInfo(settings.timezone))
        links = clicks.ClickLinks(secret=token.encode(), public_url=str(settings.public_url or ""))
        uploads = Uploads(bot=bot, database=database, funnels=settings.funnels_dir)
        intake = Intake(database, runner, clock, settings.staff)
        session = await stack.enter_async_context(ClientSession(cookie_jar=DummyCookieJar()))
        methods = build_methods(settings, bot, intake, clock, session)
        check_methods(settings, methods, catalogue.live.values())
        codes = Codes(database=database, funnels=settings.funnels_dir, staff=settings.staff, clock=clock)
        delivery = Delivery(
            bot=bot,
            uploads=uploads,
            language=settings.language,
            clicks=links,
            methods=methods,
            codes=codes,
            invitations=Invitations(bot=bot, database=database, clock=clock),
        )
        limits = Limits(per_second=settings.send_per_second, per_chat_per_second=settings.send_per_chat_per_second)
        sender = Sender(
            database,
            delivery,
            runner,
            clock,
            limits=limits,
            handover=handover,
            paid=PaidRate(settings, limits, delivery),
        )
        if caller is None:
            caller = await stack.enter_async_context(_http_caller(settings, clock, catalogue))
        calls = Calls(database, runner, clock, caller, handover.calls)
        tasks = Tasks()
        refunds = Refunds(database, runner, clock, methods, tasks)
        herald = Herald(database, runner, clock, settings)
        context = Context(
            settings=settings,
            clock=clock,
            database=database,
            runner=runner,
            bot=bot,
            clicks=links,
            edits=Edits(bot, limits),
            groups=groups,
            methods=methods,
            refunds=refunds,
            tasks=tasks,
        )
        feeder = Feeder(bot, build_dispatcher(context), database, clock, settings.staff)
        replays = Replays(database, runner, feeder, clock)
        ticks = Ticks(
            database,
            runner,
            clock,
            staff=settings.staff,
            refunds=refunds,
            codes=codes,
            herald=herald,
            replays=replays,
        )
        updates = _updates(settings, feeder, context)
        web_routes = [*_routes(context, updates, chat_url or f"https://t.me/{me.username}"), *routes]
        site, port = await server.serve(web_routes, host=settings.http_host, port=settings.http_port)
        stack.push_async_callback(site.cleanup)
        failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        begin = partial(_begin, stack, failed)
        begin(sender.run(), sender.end, name="sender")
        begin(runner.run(), runner.end, name="runner")
        begin(calls.run(), calls.end, name="calls")
        stack.push_async_callback(tasks.end, PATIENCE)
        begin(updates.run(), None, name="updates")
        ticks.start()
        stack.push_async_callback(ticks.stop)
        await show_menus(context)
        log.info("bot is running", bot=me.username, funnels=sorted(catalogue.live), web_port=port)
        yield App(
            context=context,
            sender=sender,
            calls=calls,
            ticks=ticks,
            feeder=feeder,
            updates=updates,
            me=me,
            port=port,
            failed=failed,
        )


def _routes(context: Context, updates: Poller | Webhook, chat_url: str) -> list[web.AbstractRouteDef]:
    """What the web server answers; people who have paid go back to `chat_url`."""
    routes: list[web.AbstractRouteDef] = [
        clicks.route(context.clicks, context.runner),
        server.health(lambda: updates.alive),
        checkout.page_done(chat_url),
        *(route for method in context.methods.values() for route in method.routes()),
    ]
    if secret := context.settings.events_secret.get_secret_value():
        routes.append(events.route(context.database, context.runner, context.clock, secret))
    if isinstance(updates, Webhook):
        routes.append(updates.route(routes))
    return routes


def _updates(settings: Settings, feeder: Feeder, context: Context) -> Poller | Webhook:
    """How updates come in."""
    forgive = context.runner.turns.forgive
    if settings.webhook_url is None:
        return Poller(context.bot, feeder, before_each=forgive)
    return Webhook(context.bot, feeder, context.clock, str(settings.webhook_url), before_each=forgive)


def _http_caller(settings: Settings, clock: Clock, catalogue: Catalogue) -> HttpCaller:
    secret = settings.call_secret.get_secret_value()
    calling = [name for name, script in catalogue.live.items() if calls_others(script)]
    if calling and not secret:
        log.warning("calls are not signed: set CALL_SECRET", funnels=sorted(calling))
    return HttpCaller(secret=secret, private=settings.call_private, clock=clock)


async def _identify(bot: Bot, settings: Settings) -> User:
    try:
        return await bot.get_me()
    except TelegramUnauthorizedError as error:
        raise StartError("Telegram does not know this BOT_TOKEN: copy it from @BotFather once more.") from error
    except TelegramNetworkError as error:
        raise StartError(
            f"Cannot reach {settings.bot_api_url}: check the network, or BOT_API_URL if you set it."
        ) from error
    except TelegramAPIError as error:
        raise StartError(f"{settings.bot_api_url} does not answer as a Bot API server: {error}") from error


def _begin(
    stack: AsyncExitStack,
    failed: "asyncio.Future[None]",
    work: Coroutine[Any, Any, None],
    end: Callable[[], None] | None,
    *,
    name: str,
) -> None:
    """Let this go on until the stack is unwound; if it fails, the bot has failed."""
    task = spawn(work, name=name)
    task.add_done_callback(lambda ended: _fail(failed, ended))
    stack.push_async_callback(_stop, task, end)


def _fail(failed: "asyncio.Future[None]", ended: "asyncio.Task[None]") -> None:
    if not failed.done() and not ended.cancelled() and (error := ended.exception()) is not None:
        failed.set_exception(error)


async def _stop(task: "asyncio.Task[None]", end: Callable[[], None] | None) -> None:
    """Let it end by itself where it can; whoever takes too long is cancelled, and the rest is as after a crash."""
    if end is not None:
        end()
        await asyncio.wait((task,), timeout=PATIENCE)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
