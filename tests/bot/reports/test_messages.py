"""Messages keep Telegram's limit, the order of their parts, and whole tags."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.reports.messages import Block, pack
from funnels.definition.visible import visible_length
from funnels.engine.limits import TEXT_LIMIT

LINES = st.text(alphabet="aЯ🎁 ", min_size=1, max_size=40)


class Balance(HTMLParser):
    """Follows the tags of a message and remembers the ones still open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= {"expandable"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_whole(message: str) -> None:
    balance = Balance()
    balance.feed(message)
    balance.close()
    assert balance.open == []


def test_length_is_counted_as_telegram_counts_it() -> None:
    assert visible_length("<b>a &lt; b</b>") == 5
    assert visible_length("🎁") == 2


def test_short_blocks_share_a_message() -> None:
    blocks = [Block(head="<b>one</b>"), Block(head="two", quoted=("a", "b"))]
    assert pack(blocks) == ["<b>one</b>\n\ntwo\n<blockquote expandable>a\nb</blockquote>"]


def test_a_block_that_does_not_fit_opens_the_next_message() -> None:
    assert pack([Block(head="a" * 6), Block(head="b" * 6)], limit=10) == ["a" * 6, "b" * 6]


def test_two_blocks_that_fit_exactly_stay_together() -> None:
    assert len(pack([Block(head="a" * 4), Block(head="b" * 4)], limit=10)) == 1


def test_a_quote_too_long_for_a_message_goes_on_under_its_name() -> None:
    block = Block(head="head", quoted=("x" * 6, "y" * 6, "z" * 6), again="again")
    assert pack([block], limit=18) == [
        "head\n<blockquote expandable>" + "x" * 6 + "\n" + "y" * 6 + "</blockquote>",
        "again\n<blockquote expandable>" + "z" * 6 + "</blockquote>",
    ]


def test_no_blocks_make_no_messages() -> None:
    assert pack([]) == []


@given(st.lists(st.lists(LINES, max_size=300).map(tuple), max_size=6))
def test_messages_keep_the_limit_the_order_and_every_entry(quotes: list[tuple[str, ...]]) -> None:
    blocks = [
        Block(head=f"<b>#{place}</b>", quoted=quote, again=f"<i>#{place}</i>") for place, quote in enumerate(quotes)
    ]
    messages = pack(blocks)
    for message in messages:
        assert 0 < visible_length(message) <= TEXT_LIMIT
        assert_whole(message)
    assert sum(message.count("<b>#") for message in messages) == len(blocks)
    entries = [line for message in messages for line in _entries(message)]
    assert entries == [line for quote in quotes for line in quote]


def _entries(message: str) -> list[str]:
    quotes = [part.split("</blockquote>")[0] for part in message.split("<blockquote expandable>")[1:]]
    return [line for quote in quotes for line in quote.split("\n")]
