"""What stops the bot from starting is said in a sentence: exit status 1, no traceback, never the token."""

import sqlite3
from contextlib import closing

import pytest
from aiohttp import web

from bot.web.server import free_port

from .terminal import SCRIPT, TOKEN, Terminal, served


def test_without_a_token(terminal: Terminal) -> None:
    terminal.sets(BOT_TOKEN="")
    terminal.runs("run").says_in_one_line("BOT_TOKEN is missing", "@BotFather", "make demo")


@pytest.mark.parametrize("token", ["secret-word", "42", "42:", "x:ABCDEF", ":ABC", "42:AB C", "42:AB\tC"])
def test_with_a_token_of_the_wrong_form(terminal: Terminal, token: str) -> None:
    terminal.sets(BOT_TOKEN=token)
    ended = terminal.runs("run")
    ended.says_in_one_line("BOT_TOKEN is not right")
    assert token not in ended.errors.replace("123456:ABC-DEF", "") or token in {"42", "42:", ":ABC"}


def test_with_a_token_telegram_does_not_know(terminal: Terminal) -> None:
    with served() as url:
        terminal.sets(BOT_API_URL=url, BOT_TOKEN=f"{TOKEN}-of-before")
        terminal.runs("run").says_in_one_line("does not know this BOT_TOKEN", "@BotFather")


def test_with_a_server_that_cannot_be_reached(terminal: Terminal) -> None:
    url = f"http://127.0.0.1:{free_port('127.0.0.1')}"
    terminal.sets(BOT_API_URL=url)
    terminal.runs("run").says_in_one_line(f"Cannot reach {url}", "BOT_API_URL")


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(text="<html>Welcome to nginx</html>", content_type="text/html"),
        web.Response(text="<html>Not here</html>", status=404, content_type="text/html"),
        web.Response(text="{}", content_type="application/json"),
        web.Response(text='{"ok": true, "result": []}', content_type="application/json"),
        web.Response(text="", status=502),
    ],
    ids=["page", "missing", "empty", "other", "down"],
)
def test_with_a_server_that_is_no_bot_api(terminal: Terminal, answer: web.Response) -> None:
    with served(answer) as url:
        terminal.sets(BOT_API_URL=url)
        terminal.runs("run").says_in_one_line(url, "does not answer as a Bot API server")


def test_with_a_port_that_is_taken(terminal: Terminal) -> None:
    with served() as url:
        port = url.rpartition(":")[2]
        terminal.sets(BOT_API_URL=url, HTTP_PORT=port)
        terminal.runs("run").says_in_one_line(f"Cannot listen on 127.0.0.1:{port}: it is taken. Set HTTP_PORT")


def test_with_a_host_that_is_none(terminal: Terminal) -> None:
    with served() as url:
        terminal.sets(BOT_API_URL=url, HTTP_HOST="no.such.host.invalid")
        terminal.runs("run").says_in_one_line("Cannot listen on no.such.host.invalid:", "HTTP_HOST is an address")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("OWNER_IDS", "anna", "owner"),
        ("HTTP_PORT", "99999", "65535"),
        ("HTTP_PORT", "http", "port"),
        ("BOT_API_URL", "telegram", "server"),
        ("LANGUAGE", "de", "ru"),
        ("TIMEZONE", "Moscow", "Europe/Moscow"),
        ("TIMEZONE", "/etc/passwd", "Europe/Moscow"),
        ("PUBLIC_URL", "example.com", "address"),
        ("SEND_PER_SECOND", "0", "second"),
        ("SEND_PER_CHAT_PER_SECOND", "many", "second"),
        ("LOG_FORMAT", "xml", "json"),
    ],
)
def test_with_a_wrong_setting(terminal: Terminal, name: str, value: str, words: str) -> None:
    terminal.sets(**{name: value})
    terminal.runs("run").says_in_one_line(f"{name} `{value}` is not right", words)


def test_with_several_wrong_settings_each_has_its_line(terminal: Terminal) -> None:
    terminal.sets(LANGUAGE="de", TIMEZONE="Moscow")
    ended = terminal.runs("run")
    assert ended.status == 1
    assert [line.split()[0] for line in ended.errors.splitlines()] == ["LANGUAGE", "TIMEZONE"]


@pytest.mark.parametrize("content", [b"\xff\xfeB\0", "OWNER_IDS=я".encode("cp1251")])
def test_with_a_settings_file_that_is_no_text(terminal: Terminal, content: bytes) -> None:
    (terminal.folder / ".env").write_bytes(content)
    terminal.runs("run").says_in_one_line(".env")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://localhost/voronka", "no database that Voronka knows"),
        ("voronka.db", "cannot be read"),
        ("sqlite://voronka.db", "slash"),
        ("sqlite:////proc/voronka/voronka.db", "/proc/voronka/voronka.db"),
    ],
)
def test_with_a_database_that_cannot_be(terminal: Terminal, url: str, words: str) -> None:
    with served() as telegram:
        terminal.sets(BOT_API_URL=telegram, DATABASE_URL=url)
        terminal.runs("run").says_in_one_line(words)


def test_with_a_database_of_a_newer_version(terminal: Terminal) -> None:
    terminal.has_run()
    with closing(sqlite3.connect(terminal.folder / "voronka.db")) as connection, connection:
        connection.execute("UPDATE voronka_schema SET version_num = '9999'")
    terminal.runs("run").says_in_one_line("made by a newer Voronka")


def test_with_a_file_that_is_no_database(terminal: Terminal) -> None:
    (terminal.folder / "voronka.db").write_text("Dear diary, today was a day like any other.\n" * 100)
    terminal.runs("run").says_in_one_line("is not a database")


def test_with_a_folder_that_is_not_there(terminal: Terminal) -> None:
    terminal.sets(FUNNELS_DIR="nowhere")
    terminal.runs("run").says_in_one_line("nowhere:1:1: there is no such folder; set FUNNELS_DIR")


def test_with_a_folder_without_funnels(terminal: Terminal) -> None:
    (terminal.folder / "empty").mkdir()
    terminal.sets(FUNNELS_DIR="empty")
    terminal.runs("run").says_in_one_line("empty:1:1: there is no funnel here; make a folder")


def test_with_mistakes_in_the_scripts_each_has_its_line(terminal: Terminal) -> None:
    terminal.has_script(SCRIPT.replace("save: called", "sav: called").replace("language: en", "lang: en"))
    terminal.has_script(SCRIPT.replace("talk", "other").replace("ask:", "aks:"), name="other")
    ended = terminal.runs("run")
    assert ended.status == 1
    ended.hides_its_secrets()
    lines = ended.errors.splitlines()
    assert len(lines) >= 3
    for line in lines:
        place, _, rest = line.partition(": ")
        file, row, column = place.rsplit(":", 2)
        assert (terminal.folder / file).is_file()
        assert int(row) > 1
        assert int(column) >= 1
        assert "; " in rest
