"""The program's web server: one place to listen, one sentence when it cannot."""

import errno
import logging
import random
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.log import server_logger

from bot.errors import StartError

LENT_TO_NOBODY = range(20_000, 32_768)
"""Ports no system gives to a connection that goes out, which could take one before anybody listens there."""

PATIENCE = 3.0
"""Seconds answers on their way are given when the server ends."""


class _OnlyRequests(logging.Filter):
    """What is no HTTP is the fault of whoever sent it: it is answered 400, and not told as an error of the bot."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


_ONLY_REQUESTS = _OnlyRequests()


async def serve(routes: Iterable[web.AbstractRouteDef], *, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Listen; the runner to clean up, and the port it got. Raises StartError for a port that is taken."""
    app = web.Application()
    app.add_routes(routes)
    return await listen(app, host=host, port=port)


async def listen(app: web.Application, *, host: str, port: int) -> tuple[web.AppRunner, int]:
    """As `serve`, with an application made elsewhere."""
    server_logger.addFilter(_ONLY_REQUESTS)  # adding it twice is adding it once
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=PATIENCE)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError as error:
        await runner.cleanup()
        raise StartError(f"Cannot listen on {host}:{port}: {_why(error)}") from error
    return runner, int(runner.addresses[0][1])


def _why(error: OSError) -> str:
    """What is wrong with the address, and the setting to mend it in."""
    if error.errno == errno.EADDRINUSE:
        return "it is taken. Set HTTP_PORT to a free port (0 lets the system choose), or stop the program that uses it."
    reason = (error.strerror or str(error)).rpartition(": ")[2]
    return f"{reason}. HTTP_HOST is an address of this machine (0.0.0.0 is all of them), HTTP_PORT one it may use."


def health(alive: Callable[[], bool]) -> web.RouteDef:
    """`GET /health`: 200 while updates arrive, 503 while they do not."""

    async def answer(request: web.Request) -> web.Response:  # noqa: ARG001  # aiohttp passes it
        return web.json_response({"ok": alive()}, status=200 if alive() else 503)

    return web.get("/health", answer)


def free_port(host: str) -> int:
    """A port nobody has at this moment, for addresses that must be known before listening; raises OSError for none."""
    for port in random.sample(LENT_TO_NOBODY, len(LENT_TO_NOBODY)):
        with socket.socket() as probe, suppress(OSError):
            probe.bind((host, port))
            return port
    raise OSError(errno.EADDRINUSE, f"no port is free on {host}")
