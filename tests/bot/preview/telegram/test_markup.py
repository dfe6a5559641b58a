"""The HTML reader on any text at all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.telegram import utf16
from bot.preview.telegram.errors import ApiError
from bot.preview.telegram.markup import parse

TAGS = ("b", "strong", "i", "em", "u", "ins", "s", "del", "code", "pre", "blockquote", "tg-spoiler")
PIECES = st.one_of(
    st.text(max_size=5),
    st.sampled_from(
        [
            *("<", ">", "&", "&lt;", "&#128512;", "&#xD83D;", "&amp", "/", '"', "'", "=", " ", "😀", "я"),
            *("<b>", "</b>", "</>", "<i >", "</i >", '<a href="https://a.example">', "</a>", "<a href=x.y>"),
            *(
                "<pre>",
                '<code class="language-py">',
                "</code>",
                "</pre>",
                "<span class='tg-spoiler'>",
                "</span>",
            ),
        ]
    ),
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_text_is_read_or_refused_in_telegrams_words(html: str) -> None:
    read: tuple[str, list[dict[str, Any]]] | None = None
    refused = ""
    try:
        read = parse(html)
    except ApiError as error:
        refused = error.description
    if read is None:
        assert refused.startswith("Bad Request: can't parse entities: ")
        return
    text, entities = read
    length = utf16.units(text)
    for entity in entities:
        assert entity["length"] > 0
        assert 0 <= entity["offset"] <= entity["offset"] + entity["length"] <= length
    assert entities == sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> tuple[str, str]:
    """Well-formed HTML and the text that one sees."""
    html, seen = "", ""
    for _ in range(draw(st.integers(0, 3))):
        text = draw(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=4))
        html += text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        seen += text
        if depth:
            tag = draw(st.sampled_from(TAGS))
            inner_html, inner_seen = draw(trees(depth - 1))
            html += f"<{tag}>{inner_html}</{tag}>"
            seen += inner_seen
    return html, seen


@given(trees())
def test_what_one_sees_is_the_text_and_entities_cover_units_of_it(tree: tuple[str, str]) -> None:
    html, seen = tree
    text, entities = parse(html)
    assert text == seen
    assert all(entity["offset"] + entity["length"] <= utf16.units(seen) for entity in entities)


@given(st.text())
def test_text_without_signs_is_left_alone(text: str) -> None:
    plain = text.replace("<", "").replace("&", "")
    assert parse(plain) == (plain, [])


def test_a_code_block_names_its_language() -> None:
    expected = [{"type": "pre", "offset": 0, "length": 1, "language": "py"}]
    assert parse('<pre><code class="language-py">x</code></pre>') == ("x", expected)
    assert parse('<code class="language-py"><pre>x</pre></code>') == ("x", expected)
    assert parse('<code class="language-py">x</code>') == ("x", [{"type": "code", "offset": 0, "length": 1}])


def test_links_lead_to_persons_or_addresses_or_nowhere() -> None:
    (mention,) = parse('<a href="tg://user?id=7">x</a>')[1]
    assert (mention["type"], mention["user"]["id"]) == ("text_mention", 7)
    assert parse("<a>a.example</a>")[1][0]["url"] == "http://a.example/"
    assert parse('<a href="javascript:x">y</a>')[1] == []


def test_a_quote_may_be_expandable() -> None:
    assert parse("<blockquote expandable>x</blockquote>")[1][0]["type"] == "expandable_blockquote"
    assert parse("<blockquote>x</blockquote>")[1][0]["type"] == "blockquote"


def test_half_a_surrogate_pair_is_refused() -> None:
    assert parse("&#xD83D;&#xDE00;")[0] == "😀"
    with pytest.raises(ApiError, match="unmatched surrogate"):
        parse("&#xD83D;")
