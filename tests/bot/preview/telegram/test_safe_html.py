"""HTML for the page: whatever a bot writes, only known tags come out, and they are well nested."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.preview.telegram import utf16
from bot.preview.telegram.safe_html import safe_html

KINDS = (
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "code",
    "pre",
    "blockquote",
    "expandable_blockquote",
    "spoiler",
    "text_link",
    "url",
)
ALLOWED = {"b", "i", "u", "s", "code", "pre", "blockquote", "span", "a"}


class Nesting(HTMLParser):
    """Collects text and checks that every end closes the latest start."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= {"class", "href", "rel", "target"}
        self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    text = draw(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from('<>&"😀'), max_size=20)
    )
    length = utf16.units(text)
    entities = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, length))
        end = draw(st.integers(start, length))
        data = utf16.encoded(text)
        if not utf16.splits_symbol(data, start) and not utf16.splits_symbol(data, end):
            entity = {"type": draw(st.sampled_from(KINDS)), "offset": start, "length": end - start}
            entities.append({**entity, "url": draw(st.sampled_from(["https://a.example/?x=\"'<", "javascript:x"]))})
    return text, entities


@given(marked())
def test_the_text_stays_and_tags_are_known_and_nested(case: tuple[str, list[dict[str, Any]]]) -> None:
    text, entities = case
    page = Nesting()
    made = safe_html(text, entities)
    page.feed(made)
    page.close()
    assert page.stack == []
    assert page.text == text
    assert unescape(re.sub(r"<[^<>]*>", "", made)) == text
    assert "javascript:" not in "".join(re.findall(r"<[^<>]*>", made))


def test_entities_that_cross_are_cut_at_the_crossing() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 2, "length": 3}]
    assert safe_html("abcdef", entities) == "<b>ab<i>c</i></b><i>de</i>f"


def test_links_open_apart_and_only_safe_ones() -> None:
    link = {"type": "text_link", "offset": 0, "length": 1, "url": 'https://a.example/?"'}
    assert safe_html("x", [link]) == (
        '<a href="https://a.example/?&quot;" rel="noopener noreferrer" target="_blank">x</a>'
    )
    assert safe_html("x", [{**link, "url": "javascript:alert(1)"}]) == "x"
    assert safe_html("a@b.example", [{"type": "email", "offset": 0, "length": 11}]).startswith(
        '<a href="mailto:a@b.example"'
    )
