"""A reader of Telegram's HTML as strict as Telegram: known tags, opened and closed in order, nothing else."""

from html.parser import HTMLParser

ALLOWED = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        names = [name for name, _ in attrs]
        assert names == (["href"] if tag == "a" else ["class"] if tag == "code" and attrs else []), attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def read_html(markup: str) -> str:
    """What a reader sees of the markup; fails where Telegram would refuse it."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    assert not reader.open, reader.open
    return "".join(reader.text)
