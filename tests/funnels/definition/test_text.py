import pytest
from pydantic import BaseModel, ValidationError

from funnels.definition.dialect import TEXT_LANGUAGE
from funnels.definition.findings import TextError
from funnels.definition.money import Money
from funnels.definition.text import Text, compile_plain, compile_text
from funnels.definition.visible import utf16_length, visible_length
from tests.funnels.definition.catalogue import catalogue


def rendered(source: str, **values: object) -> str:
    return compile_text(source).render(values)


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ("Привет, {{ name | default: 'друг' }}!", {}, "Привет, друг!"),
        ("Привет, {{ name | default: 'друг' }}!", {"name": None}, "Привет, друг!"),
        ("Привет, **{{ name }}**!", {"name": "*Анна* <b>"}, "Привет, <b>*Анна* &lt;b&gt;</b>!"),
        ("_{{ name }}_ {{ a }}_{{ b }}", {"name": "n", "a": 1, "b": 2}, "<i>n</i> 1_2"),
        ("`{{ code }}`", {"code": "a<b"}, "<code>a&lt;b</code>"),
        ("{{ '<i>' }}{{ '<b>' | append: name }}", {"name": "</b>"}, "&lt;i&gt;&lt;b&gt;&lt;/b&gt;"),
        ("{{ price }}", {"price": Money(amount=19_000, currency="RUB"), TEXT_LANGUAGE: "ru"}, "190\u00a0₽"),
        ("{{ tags }} {{ tags | size }}", {"tags": ["a", "b"]}, "a, b 2"),
        ("{% if vip %}**да**{% else %}нет{% endif %}", {"vip": True}, "<b>да</b>"),
        ("{% if vip %}**да**{% else %}нет{% endif %}", {}, "нет"),
        ("{% if vip %}_да_{% endif %}!", {"vip": 1}, "<i>да</i>!"),
        ("a\n{% if vip %}\nb\n{% endif %}\nc", {"vip": True}, "a\nb\nc"),
        ("a\n{% if vip %}\nb\n{% endif %}\nc", {}, "a\nc"),
        ("{% for one in orders %}\n- {{ one }}\n{% endfor %}", {"orders": ["x", "y"]}, "• x\n• y"),
        ("{% case city %}{% when 'M' %}Москва{% else %}мир{% endcase %}", {"city": "M"}, "Москва"),
        ("{% assign who = name | default: 'друг' %}{{ who }}", {}, "друг"),
        ("{% raw %}{{ a < b }}{% endraw %}", {}, "{{ a &lt; b }}"),
        ("a{% comment %} {{ b }} {% endcomment %}c", {"b": 1}, "ac"),
        ("a\n{% # note %}\nb", {}, "a\nb"),
        ("\\{\\{ name }}", {"name": 1}, "{{ name }}"),
        ("{{ a -}} \n b", {"a": 1}, "1b"),
        ("> {{ a }}\n> b", {"a": 1}, "<blockquote>1\nb</blockquote>"),
        ("```\n{{ a }}\n```", {"a": "*"}, "<pre>*</pre>"),
        ("{{ a | divided_by: 0 }}!", {"a": 1}, "!"),
        ("{{ a.b.c }}!", {"a": {"b": 1}}, "!"),
        ("{{ now }}{{ 'now' | date: '%H' }}", {}, "now"),
        ("x{% if a > 1 %}y{% endif %}", {"a": "text"}, "x"),
        ("{{ a }}", {"a": "half an emoji \ud83d"}, "half an emoji \ufffd"),
    ],
)
def test_a_text_is_filled_in(source: str, values: dict[str, object], expected: str) -> None:
    assert rendered(source, **values) == expected


@pytest.mark.parametrize(
    ("source", "value", "address"),
    [
        ("[x]({{ v }})", "https://a.b/c?d=e&f", "https://a.b/c?d=e&amp;f"),
        ("[x]({{ v }})", 'https://a.b/"><b>', "https://a.b/%22%3E%3Cb%3E"),
        ("[x](https://a.b/{{ v }})", "c d/?e", "https://a.b/c%20d/%3Fe"),
        ("[x](https://a.b/?q={{ v }}&z=1)", "1&z=2 «", "https://a.b/?q=1%26z%3D2%20%C2%AB&amp;z=1"),
        ("[x](https://a.b/?q={{ v | url_encode }})", "a b&c", "https://a.b/?q=a+b%26c"),
        ("[x](https://a.b/?q={% if v %}{{ v }}{% endif %})", "a&b", "https://a.b/?q=a%26b"),
        ("[x]({% if v %}{{ v }}{% endif %})", "https://a.b", "https://a.b"),
    ],
)
def test_a_value_in_an_address_cannot_change_where_it_leads(source: str, value: str, address: str) -> None:
    assert rendered(source, v=value) == f'<a href="{address}">x</a>'


def test_what_is_missing_is_nothing_and_reported() -> None:
    missing: list[str] = []
    text = compile_text(
        "{{ a }}{{ b | upcase }}{{ c | default: 1 }}{{ d.e }}{% if f %}{{ f }}{% endif %}{{ g }}{{ h | plus: 'x' }}"
    )

    shown = text.render({"d": {}, "g": None, "h": 1}, missing.append)

    assert shown == "11"
    assert missing == ["a", "b", "d.e", "g"]


def test_a_tag_that_fails_is_reported_and_does_not_stop_the_message() -> None:
    missing: list[str] = []
    text = compile_text("a {{ b | divided_by: 0 }} **{% if c < 1 %}x{% endif %}** d")
    assert text.render({"b": 1, "c": []}, missing.append) == "a  <b></b> d"
    assert len(missing) == 2
    assert missing[0] == "b | divided_by: 0"


def test_a_text_knows_its_variables() -> None:
    text = compile_text(
        "{{ a }} {{ b | default: c }} {% if d %}{{ d }}{{ e.f }}{% endif %}"
        "{% for g in h %}{{ g }}{{ forloop.index }}{% endfor %}"
        "{% assign i = j %}{{ i }}{% unless k %}{% endunless %}"
    )
    assert text.variables == {"a", "c", "e", "j"}
    assert text.all_variables == {"a", "b", "c", "d", "e", "h", "j", "k"}


@pytest.mark.parametrize(
    ("source", "length"),
    [
        ("", 0),
        ("**Привет** 👍 &", 11),
        ("Привет, {{ name | default: 'друг' }}!", 9),
        ("{% if a %}one{% elsif b %}three{% else %}to{% endif %}!", 6),
        ("[x](https://a.b/{% if a %}long{% endif %})", 1),
        ("{% raw %}{{ }}{% endraw %}", 5),
    ],
)
def test_a_text_knows_how_long_it_is_without_values(source: str, length: int) -> None:
    assert compile_text(source).plain_length == length


def test_long_values_are_clipped_before_the_text_is() -> None:
    text = compile_text("**{{ short }}** и _{{ long }}_ — жмите кнопку")
    shown = text.render({"short": "Анна", "long": "очень " * 50}, limit=40)
    assert shown == "<b>Анна</b> и <i>очень очень очень…</i> — жмите кнопку"
    assert visible_length(shown) <= 40


def test_a_text_too_long_without_values_is_clipped_whole() -> None:
    assert compile_text("**слишком длинный {{ a }} текст**").render({"a": "b"}, limit=10) == "<b>слишком д…</b>"
    assert compile_text("**постоянный**").render({}, limit=5) == "<b>пост…</b>"
    assert compile_plain("{{ a }}").render({"a": "👍👍👍"}, limit=5) == "👍👍…"


def test_a_huge_value_does_not_silence_a_limited_text() -> None:
    shown = compile_text("a {{ b }} c").render({"b": "&" * 1_000_000}, limit=20)
    assert (shown.count("&amp;"), shown[-3:]) == (15, "… c")


def test_a_runaway_text_ends() -> None:
    nested = "{% for a in (1..1000) %}" * 3 + "x" + "{% endfor %}" * 3
    assert compile_text(f"**a**{nested}b").render({}) == "<b>a</b>b"
    growing = "{% for a in (1..100) %}{% assign b = b | append: b | append: 'xxxx' %}{% endfor %}**{{ b | size }}**"
    assert visible_length(compile_text(growing).render({"b": "x"})) < 20


def test_a_plain_text_is_one_line_without_markup() -> None:
    label = compile_plain("Купить *сейчас*\n за {{ price }} <b>")
    assert label.render({"price": "190\u00a0₽ & _"}) == "Купить *сейчас* за 190\u00a0₽ & _ <b>"
    assert compile_plain("  Взять\n").render({}) == "Взять"
    assert compile_plain("👍 {{ a }}").plain_length == utf16_length("👍 ")


def test_texts_are_values() -> None:
    assert compile_text("a") == compile_text("a")
    assert compile_text("a") != compile_plain("a")
    assert len({compile_text("a"), compile_text("a")}) == 1
    assert (repr(compile_text("a")), str(compile_text("a {{ b }}"))) == ("Text('a')", "a {{ b }}")


def test_a_model_holds_compiled_texts() -> None:
    class Model(BaseModel):
        text: Text

    assert Model(text=compile_text("*a*")).model_dump_json() == '{"text":"*a*"}'
    with pytest.raises(ValidationError):
        Model.model_validate({"text": "a"})


@pytest.mark.parametrize(
    ("source", "message"),
    [
        *catalogue("text_mistakes"),
        (
            "a\n\U00100000",
            "line 1: the character U+100000 cannot be shown; take it out, or replace it with an emoji",
        ),
        ("x" * 20_001, "line 0: the text is 20001 characters long; split it into several messages"),
    ],
)
def test_a_mistake_is_found_when_the_text_is_compiled(source: str, message: str) -> None:
    with pytest.raises(TextError) as error:
        compile_text(source)
    assert f"line {error.value.line_offset}: {error.value}" == message


@pytest.mark.parametrize("name", ["safe", "escape", "escape_once", "newline_to_br", "strip_html", "base64_decode"])
def test_no_filter_makes_a_value_markup(name: str) -> None:
    with pytest.raises(TextError, match=f"there is no filter `{name}`"):
        compile_text(f"{{{{ a | {name} }}}}")
