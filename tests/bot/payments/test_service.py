"""A payment service's answers: which of them may be asked for again, and that none of them tells a secret."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.payments.method import NotNowError, RefusedError
from bot.payments.service import BrokenError, NotFoundError, Service


class Answering:
    """A service that answers everything with one status, and counts what it was asked."""

    def __init__(self) -> None:
        self.status = 200
        self.asked = 0

    async def answer(self, _request: web.Request) -> web.Response:
        self.asked += 1
        return web.json_response({"description": "why"}, status=self.status, headers={"Location": "/elsewhere"})


@pytest.fixture
async def answering() -> AsyncIterator[tuple[Answering, Service]]:
    answering, app = Answering(), web.Application()
    app.router.add_route("*", "/{any:.*}", answering.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession() as session:
        yield answering, Service(session, name="Bank", url=url, user="shop", password="hidden")
    await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (302, NotNowError),
        (400, RefusedError),
        (403, RefusedError),
        (404, NotFoundError),
        (408, NotNowError),
        (409, NotNowError),
        (429, NotNowError),
        (500, BrokenError),
        (503, BrokenError),
    ],
)
async def test_what_was_not_made_for_now_is_told_from_what_never_will_be(
    answering: tuple[Answering, Service], status: int, error: type[Exception]
) -> None:
    bank, service = answering
    bank.status = status
    with pytest.raises(Exception, match=rf"^Bank answered {status}: why$") as raised:
        await service.post("/v1/refunds", key=("Idempotency-Key", "1"), body={})
    assert raised.type is error
    assert bank.asked == 1


async def test_one_that_is_not_there_is_said_without_the_key() -> None:
    async with aiohttp.ClientSession() as session:
        service = Service(session, name="Bank", url="http://127.0.0.1:1", user="shop", password="hidden")
        with pytest.raises(NotNowError) as raised:
            await service.get("/v1/refunds")
    assert str(raised.value) == "Bank cannot be reached (ClientConnectorError)"
