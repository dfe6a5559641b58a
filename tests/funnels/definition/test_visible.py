from hypothesis import given
from hypothesis import strategies as st

from funnels.definition.visible import clip, clip_markup, utf16_length, visible_length
from tests.funnels.definition.telegram_html import read_html


@given(st.text())
def test_length_is_counted_in_utf16_units(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(), st.integers(0, 20))
def test_a_clipped_text_fits_and_is_a_beginning(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert utf16_length(clipped) <= limit
    assert clipped == text or text.startswith(clipped.removesuffix("…"))


def test_a_clipped_text_ends_with_an_ellipsis_and_no_half_emoji() -> None:
    assert clip("Добрый день", 7) == "Добрый…"
    assert clip("ab👨\u200d👩", 6) == "ab👨…"
    assert clip("abc", 3) == "abc"
    assert clip("abc", 0) == ""


def test_clipped_markup_closes_what_it_opened() -> None:
    markup = 'a <b>bold <i>both</i></b> <a href="https://x">link</a>'
    assert visible_length(markup) == 16
    assert clip_markup(markup, 9) == "a <b>bold <i>b…</i></b>"
    assert clip_markup(markup, 100) == markup
    assert clip_markup("a &lt;b&gt; c", 4) == "a &lt;…"


def test_markup_that_was_broken_off_is_mended() -> None:
    assert clip_markup("<b>one <i>two</b> three</i>") == "<b>one <i>two</i></b> three"


PIECES = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        '<a href="https://x/?a=1&amp;b=2">',
        "</a>",
        "слово ",
        "👍",
        "&lt;",
        "&amp;",
    ]
)


@given(st.lists(PIECES), st.none() | st.integers(0, 30))
def test_clipped_markup_is_balanced_and_fits_whatever_it_was(pieces: list[str], limit: int | None) -> None:
    visible = read_html(clip_markup("".join(pieces), limit))
    assert limit is None or utf16_length(visible) <= limit
