"""The log hides every secret, in either form, also inside what a library says and in a traceback."""

import json
import logging

import pytest
import structlog
from pydantic import SecretStr

from bot import logs
from bot.settings import SECRETS, Settings, read_settings

TOKEN = "123456:SECRET-part_of_it"
PASSWORD = "pass/w\"ord'ё"
SIGNING = "0123456789abcdef-of-calls"
WRITTEN = "pass%2Fw%22ord%27%D1%91"


def _configured(form: str) -> None:
    url = f"postgresql://anna:{WRITTEN}@host/name"
    settings = read_settings(bot_token=TOKEN, database_url=url, call_secret=SIGNING, log_format=form)
    logs.configure(secrets=logs.secrets_of(settings), form=settings.log_format)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("secret", [TOKEN, TOKEN.partition(":")[2], SIGNING, PASSWORD, WRITTEN])
def test_no_secret_is_read_in_the_log(form: str, secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    _configured(form)
    log = structlog.get_logger()
    event = f"an event with {secret}"
    log.info(event, value=secret, nested={"list": [secret, f"https://x/bot{secret}/getMe"]})
    logging.getLogger("library").warning("it says %s", secret)
    try:
        raise RuntimeError(f"it failed at {secret}")
    except RuntimeError:
        log.exception("failed", secret=secret)
        logging.getLogger("library").exception("failed at %s", secret)
    written = capsys.readouterr().err
    assert written.count("it failed at") >= 2
    for spelled in (secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]):
        assert spelled not in written


def test_json_has_an_object_a_line_also_for_an_exception(capsys: pytest.CaptureFixture[str]) -> None:
    _configured("json")
    structlog.get_logger().info("привет", number=7)
    try:
        raise ValueError("no")
    except ValueError:
        structlog.get_logger().exception("failed")
    logging.getLogger("library").warning("careful")
    first, second, third = map(json.loads, capsys.readouterr().err.splitlines())
    assert (first["event"], first["number"], first["level"]) == ("привет", 7, "info")
    assert "ValueError: no" in second["exception"]
    assert (third["event"], third["level"]) == ("careful", "warning")


def test_text_is_a_line_an_event_with_its_moment(capsys: pytest.CaptureFixture[str]) -> None:
    _configured("text")
    structlog.get_logger().info("started", people=3)
    (line,) = capsys.readouterr().err.splitlines()
    assert "started" in line
    assert "people=3" in line
    assert "Z" in line.split()[0]


def test_libraries_speak_only_when_something_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    _configured("text")
    for name in ("aiogram.event", "aiohttp.access", "apscheduler.executors.default", "sqlalchemy.engine"):
        logging.getLogger(name).info("chatter")
        logging.getLogger(name).error("trouble")
    written = capsys.readouterr().err
    assert "chatter" not in written
    assert written.count("trouble") == 4


def test_every_secret_of_the_settings_is_one_of_the_log() -> None:
    named = {name for name, field in Settings.model_fields.items() if field.annotation is SecretStr}
    assert named == set(SECRETS)
    settings = read_settings(**{name: f"1:TEST:{name}" for name in named})
    assert {f"1:TEST:{name}" for name in named} <= set(logs.secrets_of(settings))


def test_without_secrets_nothing_is_hidden() -> None:
    settings = read_settings(bot_token="", database_url="sqlite:///data/voronka.db")
    assert logs.secrets_of(settings) == ()
