"""Which links are taken and how they are written."""

import pytest

from bot.preview.telegram.links import LinkError, checked, user_of


@pytest.mark.parametrize(
    ("link", "stored"),
    [
        ("a.example", "http://a.example/"),
        ("HTTPS://A.Example/Path?Q=1#x", "https://a.example/Path?Q=1#x"),
        ("https://a.example?x=1", "https://a.example/?x=1"),
        ("https://пример.рф/книга", "https://пример.рф/книга"),
        ("http://127.0.0.1:8080/x y ", "http://127.0.0.1:8080/x%20y"),
        ("https://user:secret@a.example/", "https://user:secret@a.example/"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("TG:resolve", "tg://resolve"),
    ],
)
def test_a_good_link_is_written_alike(link: str, stored: str) -> None:
    assert checked(link) == stored


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("", "URL host is empty"),
        ("localhost", "Wrong HTTP URL"),
        ("mailto://a.example", "Unsupported URL protocol"),
        ("https://a.example:0/", "Wrong port number specified in the URL"),
        ("https://a.example:70000/", "Wrong port number specified in the URL"),
        ("https://a b.example/", "Disallowed character in URL host"),
        ("https://./", "Host is invalid"),
        ("tg://a.b", "Unallowed characters in URL host"),
    ],
)
def test_a_bad_link_is_refused(link: str, words: str) -> None:
    with pytest.raises(LinkError, match=words):
        checked(link)


def test_a_link_may_mean_a_person() -> None:
    assert user_of("tg://user?id=42") == 42
    assert user_of("tg://user?id=x") is None
