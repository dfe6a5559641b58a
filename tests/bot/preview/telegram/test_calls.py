"""How a call reaches the stand-in: tokens, methods, bodies."""

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import GetMe, TelegramMethod

from bot.preview.telegram import Person, StandIn

from .world import bot_of, called, refusal


async def test_the_bot_learns_who_it_is(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (42, True, "voronka_preview_bot")


async def test_a_wrong_token_is_unauthorized(telegram: StandIn) -> None:
    async with bot_of(telegram, "42:OTHER") as stranger:
        with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
            await stranger.get_me()


@pytest.mark.parametrize("token", ["42", "PREVIEW", ":PREVIEW", "42:", ""])
async def test_a_malformed_token_is_not_found(telegram: StandIn, token: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{telegram.url}/bot{token}/getMe") as response,
    ):
        assert response.status == 404
        assert await response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    class GetWeather(TelegramMethod[bool]):
        __returning__ = bool
        __api_method__ = "getWeather"

    with pytest.raises(TelegramNotFound):
        await bot(GetWeather())


async def test_the_case_of_a_method_does_not_matter(telegram: StandIn) -> None:
    assert (await called(telegram, "GETme"))["result"]["id"] == 42


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart"])
async def test_parameters_come_in_four_ways(telegram: StandIn, anna: Person, way: str) -> None:
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"
    params = {"chat_id": str(anna.id), "text": "Привет & 😀"}
    form = aiohttp.FormData(params)
    if way == "multipart":
        form = aiohttp.FormData(default_to_multipart=True)
        for name, value in params.items():
            form.add_field(name, value)
    async with aiohttp.ClientSession() as session:
        if way == "query":
            response = await session.get(url, params=params)
        elif way == "json":
            response = await session.post(url, json={**params, "chat_id": anna.id})
        else:
            response = await session.post(url, data=form)
        assert (await response.json())["result"]["text"] == params["text"]
    await anna.sees("привет & 😀")


async def test_a_body_that_is_no_json_is_refused(telegram: StandIn) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{telegram.url}/bot{telegram.token}/getMe",
            data=b"{",
            headers={"Content-Type": "application/json"},
        ) as response,
    ):
        assert response.status == 400
        assert (await response.json())["description"].startswith("Bad Request: can't parse")


async def test_text_that_is_no_utf8_is_refused(telegram: StandIn) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{telegram.url}/bot{telegram.token}/sendMessage",
            data=b"chat_id=1001&text=%FF",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        ) as response,
    ):
        assert (await response.json())["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_what_the_bot_asked_and_got_is_kept(telegram: StandIn, anna: Person) -> None:
    sent = telegram.sent_count
    await called(telegram, "sendMessage", chat_id=anna.id, text="Да")
    await refusal(telegram, "sendMessage", chat_id=anna.id)
    first, second = list(telegram.requests)[-2:]
    assert first.params["text"] == "Да"
    assert first.result["result"]["text"] == "Да"
    assert second.result["description"] == "Bad Request: message text is empty"
    assert telegram.sent_count == sent + 1


async def test_it_can_be_mounted_into_another_application(telegram: StandIn) -> None:
    outer = aiohttp.web.Application()
    outer.add_subapp("/telegram", telegram.app)
    runner = aiohttp.web.AppRunner(outer)
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    telegram.url = f"http://{host}:{port}/telegram"
    async with bot_of(telegram) as bot:
        assert (await bot(GetMe())).id == 42
    await runner.cleanup()
