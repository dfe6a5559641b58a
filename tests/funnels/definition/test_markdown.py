import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.definition.findings import TextError
from funnels.definition.markdown import markdown_to_html
from tests.funnels.definition.telegram_html import read_html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("*x* **y** ~~z~~ ||s|| `c`", "<i>x</i> <b>y</b> <s>z</s> <tg-spoiler>s</tg-spoiler> <code>c</code>"),
        ("*«Как начать»*. _it_ __b__", "<i>«Как начать»</i>. <i>it</i> <b>b</b>"),
        ("**bold *both* x**", "<b>bold <i>both</i> x</b>"),
        ("**жирный**текст", "<b>жирный</b>текст"),
        ("||**a** b|| c || d ||e", "<tg-spoiler><b>a</b> b</tg-spoiler> c || d ||e"),
        ("# **Head** line #\ntext", "<b>Head line</b>\ntext"),
        ("# C#", "<b>C#</b>"),
        ("> one\n> two\n\nafter", "<blockquote>one\ntwo</blockquote>\n\nafter"),
        ("> - a\n> - b", "<blockquote>• a\n• b</blockquote>"),
        ("> > twice", "<blockquote>twice</blockquote>"),
        ("[t](https://x.y/?a=1&b=2)", '<a href="https://x.y/?a=1&amp;b=2">t</a>'),
        ('[t](https://x.y/"><b> "title")', '<a href="https://x.y/&quot;&gt;&lt;b&gt;">t</a>'),
        ('[t](<https://x.y/">)', '<a href="https://x.y/&quot;">t</a>'),
        ("[**b**](tg://user?id=1)", '<a href="tg://user?id=1"><b>b</b></a>'),
        ("```\n*a* < b\n\n```\nafter", "<pre>*a* &lt; b\n</pre>\nafter"),
        ("```py\nx\n```", '<pre><code class="language-py">x</code></pre>'),
        ("- a\n- b\n  - c\n* d", "• a\n• b\n  • c\n• d"),
        ("1. x\n5) y", "1. x\n5) y"),
        ("\\*a\\* \\`b\\`", "*a* `b`"),
        ("line\\\nnext  \nlast", "line\nnext\nlast"),
    ],
)
def test_markup_becomes_telegrams(markdown: str, html: str) -> None:
    assert markdown_to_html(markdown) == html
    read_html(html)


@pytest.mark.parametrize(
    "text",
    [
        "one\ntwo\n\n\nthree",
        "snake_case_name 2 * 3 * 4 x**2",
        "$10 и $20, x^2, 50%",
        "текст\n---\nещё\n* * *",
        "+ плюс\n#тег\n| не таблица |\n    отступ",
        "https://site.ru/_a_b_c_ и tg://join?invite=_x_",
        "*не закрыто, _тоже, ||и это",
        "[не ссылка] (https://x) [a](b c)",
        "[ref]: http://x\n[ref]",
        "&nbsp; &amp;",
        "[ ] дело",
    ],
)
def test_what_is_not_markup_stays_as_it_is(text: str) -> None:
    assert read_html(markdown_to_html(text)) == text


@pytest.mark.parametrize("text", ["5 < 6 > 4 & <3", "<имя>", ">5 лет", "a <b and c> d"])
def test_brackets_and_ampersands_are_text(text: str) -> None:
    assert read_html(markdown_to_html(text)) == text


MARKUP = "write **bold**, *italic*, ~~struck~~, ||hidden||, `code` or [words](https://address)"


@pytest.mark.parametrize(
    ("markdown", "message", "line"),
    [
        (
            "a\n<b>bold</b>",
            f"`<b>` is HTML, and a text is Markdown; {MARKUP}",
            1,
        ),
        (
            "a\nb [x](page)",
            "the link leads to `page`, which is not an address; write it in full, such as `https://page`",
            1,
        ),
        (
            "![x](https://a/b.png)",
            "a picture cannot stand in a text; give it to the step: `photo: media/picture.jpg`",
            0,
        ),
        ("a\n\n```\nx", "the code begun by ``` is never closed; write ``` on a line after it", 2),
        (
            "> a\n> [x](y)",
            "the link leads to `y`, which is not an address; write it in full, such as `https://y`",
            1,
        ),
    ],
)
def test_a_mistake_is_found_on_its_line(markdown: str, message: str, line: int) -> None:
    with pytest.raises(TextError) as error:
        markdown_to_html(markdown)
    assert (str(error.value), error.value.line_offset) == (message, line)


@given(st.text(st.sampled_from("ab*_~|`[](>#-\\! \n<&:/.") | st.characters(), max_size=80))
def test_any_markdown_is_whole_html_with_the_same_number_of_lines_or_refused(markdown: str) -> None:
    try:
        html, line = markdown_to_html(markdown), 0
    except TextError as error:
        html, line = "", error.line_offset
    read_html(html)
    assert 0 <= line <= markdown.count("\n")


@pytest.mark.parametrize(
    "piece",
    ["*", "_a", "[", "![", "[a](", "||", "||a", "`", "`a``b", "**a ", "> ", "- ", "<b", "https:", "\\"],
)
def test_hostile_markdown_is_read_in_bounded_time(piece: str) -> None:
    began = time.process_time()
    with suppress(TextError):
        markdown_to_html(piece * (20_000 // len(piece)))
    assert time.process_time() - began < 5
