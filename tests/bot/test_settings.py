"""Settings are read from the environment and .env, and what is wrong is said by name."""

from pathlib import Path

import pytest

from bot.errors import StartError
from bot.settings import Settings, needed_token, read_settings

LIKE_THIS = (
    "it must be a whole address with {order}, such as "
    "https://example.com/pay?order={order}&amount={amount}&currency={currency}"
)


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings()
    assert settings.database_url == "sqlite:///data/voronka.db"
    assert settings.owner_ids == ()
    assert settings.public_url is None
    assert (settings.send_per_second, settings.send_per_chat_per_second) == (30, 1)


@pytest.mark.parametrize(
    ("written", "ids"), [("1", (1,)), ("1,2", (1, 2)), (" 1, 2 ,", (1, 2)), ("1 2", (1, 2)), ("", ())]
)
def test_owners_are_numbers_with_commas_or_blanks(
    monkeypatch: pytest.MonkeyPatch, written: str, ids: tuple[int, ...]
) -> None:
    monkeypatch.setenv("OWNER_IDS", written)
    assert read_settings().owner_ids == ids


def test_a_role_nobody_has_is_the_owners() -> None:
    assert read_settings(owner_ids="1 2").staff == {"owner": (1, 2), "manager": (1, 2), "marketer": (1, 2)}
    staff = read_settings(owner_ids="1", manager_ids="3,-1001234567890", marketer_ids="4").staff
    assert staff == {"owner": (1,), "manager": (3, -1001234567890), "marketer": (4,)}


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LANGUAGE=en\nTIMEZONE=Asia/Omsk\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setenv("TIMEZONE", "Europe/Paris")
    settings = read_settings()
    assert (settings.language, settings.timezone) == ("en", "Europe/Paris")


def test_a_setting_that_is_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PORT", "")
    monkeypatch.setenv("PUBLIC_URL", "")
    assert read_settings().http_port == 8080
    assert read_settings().public_url is None


def test_every_mistake_is_named_with_what_is_wanted() -> None:
    with pytest.raises(StartError) as refused:
        read_settings(owner_ids="anna", timezone="Moscow", http_port=70_000)
    lines = str(refused.value).splitlines()
    assert [line.partition(" is not right: ")[0] for line in lines] == [
        "OWNER_IDS `anna`",
        "TIMEZONE `Moscow`",
        "HTTP_PORT `70000`",
    ]
    assert all(line.endswith(".") for line in lines)


@pytest.mark.parametrize(
    ("name", "written", "reason"),
    [
        ("owner_ids", "@anna", "it is no whole number"),
        ("owner_ids", "-5", "it must be more than 0"),
        ("http_port", "web", "it is no whole number"),
        ("http_port", "70000", "it must be 65535 or less"),
        ("send_per_second", "0", "it must be 1 or more"),
        ("language", "de", "write 'ru' or 'en'"),
        ("public_url", "example.com", "it is no address; write it whole, like https://example.com"),
        ("bot_api_url", "ftp://example.com", "an address begins with http:// or https:// here"),
        ("link_pay_url", "https://example.com/pay", LIKE_THIS),
        ("link_pay_url", "example.com/{order}", LIKE_THIS),
        (
            "link_pay_url",
            "https://example.com/{order}/{sum}",
            LIKE_THIS,
        ),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, name: str, written: str, reason: str
) -> None:
    monkeypatch.setenv(name.upper(), written)
    with pytest.raises(StartError) as refused:
        read_settings()
    assert str(refused.value).startswith(f"{name.upper()} `{written}` is not right: {reason}. ")


def test_a_wrong_token_is_never_repeated() -> None:
    with pytest.raises(StartError) as refused:
        read_settings(bot_token=["very", "secret"])
    assert "secret" not in str(refused.value)
    with pytest.raises(StartError) as refused:
        needed_token(read_settings(bot_token="not-a-token"))
    assert "not-a-token" not in str(refused.value)


def test_blanks_around_a_token_do_no_harm() -> None:
    assert needed_token(read_settings(bot_token=" 42:ABC \n")) == "42:ABC"


def test_what_is_shown_of_settings_has_no_token() -> None:
    assert "SECRET" not in repr(read_settings(bot_token="42:SECRET"))
