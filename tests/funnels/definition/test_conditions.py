import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from funnels.definition.conditions import Condition, compile_condition
from funnels.definition.findings import TextError
from tests.funnels.definition.catalogue import catalogue


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ('orders contains "course" and email', {"orders": ["course"], "email": "a@b.c"}, True),
        ('orders contains "course" and email', {"orders": ("course",)}, False),
        ('orders contains "course"', {}, False),
        ('tags contains "vip"', {"tags": frozenset({"vip"})}, True),
        ("email", {"email": None}, False),
        ("email", {"email": ""}, True),
        ("not email", {}, True),
        ("age >= 18", {"age": 18}, True),
        ("age >= 18", {}, False),
        ("age > 18", {"age": "много"}, False),
        ("a and (b or c)", {"a": 1, "c": 1}, True),
        ("(a and b) or c", {"c": 1}, True),
        ('city == "Москва"', {"city": "Москва"}, True),
        ("course.price > 100", {"course": {"price": 190}}, True),
        ("name == empty", {"name": ""}, True),
        ("a contains 1", {"a": 5}, False),
        ("now", {}, False),
        ("budget > 5000", {"budget": 5000.5}, True),
        ("budget > 5000", {"budget": "5001"}, False),
        ('topics contains "Family"', {"topics": ("Family", "Work")}, True),
        ('topics contains "Fam"', {"topics": ("Family", "Work")}, False),
        ("consent", {"consent": True}, True),
        ('begins < "2026-04-01"', {"begins": "2026-03-08"}, True),
    ],
)
def test_a_condition_holds_or_not_and_never_fails(source: str, values: dict[str, object], expected: bool) -> None:
    assert compile_condition(source).holds(values) is expected


def test_a_condition_knows_its_variables() -> None:
    condition = compile_condition('orders contains "a" and (email or user.phone) and city == other[0]')
    assert condition.variables == {"orders", "email", "user", "city", "other"}


def test_conditions_are_values_that_models_hold() -> None:
    class Model(BaseModel):
        condition: Condition

    assert compile_condition("a") == compile_condition("a") != compile_condition("b")
    assert len({compile_condition("a"), compile_condition("a")}) == 1
    assert Model(condition=compile_condition("a")).model_dump_json() == '{"condition":"a"}'
    assert repr(compile_condition("a")) == "Condition('a')"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        *catalogue("condition_mistakes"),
        ("  ", 'the condition is empty; write one, such as `orders contains "course"`'),
        ("a" * 1001, "the condition is too long; split it: an `if` inside an `if`"),
    ],
)
def test_a_mistake_is_found_when_the_condition_is_compiled(source: str, message: str) -> None:
    with pytest.raises(TextError) as error:
        compile_condition(source)
    assert str(error.value) == message


@given(st.text() | st.text(st.sampled_from("ab1 ()[].\"'=<>!|andorct"), max_size=60))
def test_any_text_is_a_condition_or_refused(source: str) -> None:
    try:
        condition = compile_condition(source)
    except TextError:
        return
    assert condition.holds({"a": 1, "b": "x"}) in (True, False)
