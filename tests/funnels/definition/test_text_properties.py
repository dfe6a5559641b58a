from collections.abc import Mapping

from hypothesis import assume, example, given
from hypothesis import strategies as st

from funnels.definition.findings import TextError
from funnels.definition.text import compile_plain, compile_text
from funnels.definition.visible import utf16_length
from tests.funnels.definition.telegram_html import read_html

WHOLE = compile_text(
    """\
# {{ v }}
**a {{ v }}** _{{ v }}_ ~~{{ v }}~~ ||{{ v }}|| `{{ v }}` [{{ v }}](https://a.b/{{ v }}?x={{ v }})
> {{ v }}
> {% if v contains '<' %}*lt*{% else %}**{{ v }}**{% endif %}

- {{ v | upcase | append: v }}
[whole]({{ v }})
```
{{ v }}
```
{% for one in (1..3) %}**{{ v }}**{% endfor %}
"""
)
NASTY = st.text() | st.text(st.sampled_from("<>&\"'/abi*_`[]()|~{}%#\\;= \n\ud83d👍\x00\u200d"))
NUMBERS = st.integers() | st.floats() | st.booleans() | st.none()
VALUES = NASTY | NUMBERS | st.lists(NASTY) | st.dates() | st.datetimes()
PIECES = [
    *(
        "*",
        "**",
        "_",
        "||",
        "~~",
        "`",
        "[",
        "](https://a.b/",
        ")",
        "\n",
        "> ",
        "- ",
        "слово",
        " ",
        "<",
        "&",
        "#",
        "👍",
    ),
    *(
        "{{ v }}",
        "{{ v | default: 'x' }}",
        "{% if v %}",
        "{% else %}",
        "{% endif %}",
        "{% for w in v %}",
        "{{ w }}",
    ),
    *("{% endfor %}", "```\n", "\\", "{% raw %}", "{% endraw %}", "{% comment %}", "{% endcomment %}"),
    "{%- assign w = v -%}",
]
SOURCES = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(NASTY)
@example("</b><script>&amp;<")
def test_a_value_is_never_markup_and_always_shown(value: str) -> None:
    well_formed = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    well_formed = well_formed.replace("\r\n", "\n").replace("\r", "\n")
    visible = read_html(WHOLE.render({"v": value}))
    assert f"a {well_formed}" in visible


@given(VALUES, st.integers(0, 200))
def test_a_limited_text_is_whole_and_within_its_limit(value: object, limit: int) -> None:
    assert utf16_length(read_html(WHOLE.render({"v": value}, limit=limit))) <= limit


@given(SOURCES, st.dictionaries(st.sampled_from("vw"), VALUES))
def test_any_text_that_compiles_is_whole_whatever_the_values(source: str, values: Mapping[str, object]) -> None:
    try:
        text, line = compile_text(source), 0
    except TextError as error:
        text, line = compile_text(""), error.line_offset
    assert 0 <= line <= source.count("\n")
    read_html(text.render(values))
    read_html(text.render(values, limit=7))


@given(SOURCES)
def test_a_text_without_tags_never_changes(source: str) -> None:
    assume("{" not in source)
    try:
        text = compile_text(source)
    except TextError:
        return
    assert text.render({"v": "x"}) is text.render({})
    assert utf16_length(read_html(text.render({}))) == text.plain_length


@given(SOURCES | st.text(), VALUES, st.integers(0, 60))
def test_a_plain_text_is_one_line_within_its_limit(source: str, value: object, limit: int) -> None:
    try:
        text = compile_plain(source)
    except TextError:
        return
    shown = text.render({"v": value}, limit=limit)
    assert utf16_length(shown) <= limit
    assert "\n" not in shown
