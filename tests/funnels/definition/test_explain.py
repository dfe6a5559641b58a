from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, ValidationError

from funnels.definition.document import parse
from funnels.definition.durations import Duration
from funnels.definition.explain import explain, wrong
from funnels.definition.findings import Finding
from funnels.definition.known_keys import keys_of
from funnels.definition.money import Price
from funnels.definition.text import Condition, Text, compile_text
from tests.funnels.definition.catalogue import catalogue


def _compiled(value: Any) -> Any:
    return compile_text(value) if isinstance(value, str) else value


def _no_rivals(value: Any) -> Any:
    if value == "rival":
        raise wrong("`rival` is not sold here", "write `course`")
    return value


Words = Annotated[Text, BeforeValidator(_compiled)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class Button(Part):
    text: str
    goto: str = ""


def _shape(value: Any) -> str:
    return "mapping" if isinstance(value, dict) else "label"


class Message(Part):
    message: Words
    buttons: list[
        Annotated[Annotated[Button, Tag("mapping")] | Annotated[str, Tag("label")], Discriminator(_shape)]
    ] = []
    within: Duration | None = None


class Offer(Part):
    offer: Annotated[str, BeforeValidator(_no_rivals)]
    price: Price
    stars: int = Field(default=1, ge=1, le=10)
    pay: tuple[Literal["stars", "link", "manual"], ...] = ()
    condition: Condition | None = None
    open: bool = False


def _verb(value: Any) -> str:
    return next((verb for verb in ("message", "offer") if verb in value), "none")


class Script(Part):
    funnel: str
    title: str = Field(default="", max_length=10)
    steps: Annotated[
        list[Annotated[Annotated[Message, Tag("message")] | Annotated[Offer, Tag("offer")], Discriminator(_verb)]],
        Field(min_length=1),
    ] = []
    start_: str = Field(default="", alias="start")
    menu: dict[str, Button] = {}


def findings(source: str) -> list[Finding]:
    document = parse(source, "f.yaml")
    with pytest.raises(ValidationError) as error:
        Script.model_validate(document.data)
    return explain(error.value, document, keys_of(Script))


@pytest.mark.parametrize(("source", "message"), catalogue("complaints"))
def test_a_complaint_is_a_place_a_sentence_and_a_remedy(source: str, message: str) -> None:
    assert [str(one) for one in findings(source)] == [message]


def test_findings_come_in_the_order_of_the_script_and_once() -> None:
    found = findings("titel: a\nsteps:\n  - offer: b\n    prise: 1 RUB\n  - message: 5\n")
    assert [(one.line, one.problem) for one in found] == [
        (1, "`funnel` is missing"),
        (1, "`titel` is not known here"),
        (3, "`price` is missing"),
        (4, "`prise` is not known here"),
        (5, "`5` is read as a number, not as text"),
    ]


def test_a_list_of_mistakes_is_not_called_empty() -> None:
    assert [one.problem for one in findings("funnel: a\nsteps:\n  - offer: a\n")] == ["`price` is missing"]


def test_without_a_model_the_reference_is_named() -> None:
    document = parse("funnel: a\nxyz: b", "f.yaml")
    with pytest.raises(ValidationError) as error:
        Script.model_validate(document.data)
    assert [str(one) for one in explain(error.value, document)] == [
        "f.yaml:2:1: `xyz` is not known here; remove it, or look its name up in the reference"
    ]


def test_an_error_nobody_foresaw_has_a_true_sentence() -> None:
    class Odd(BaseModel):
        address: Annotated[str, Field(pattern="^a$")]

    document = parse("address: b", "f.yaml")
    with pytest.raises(ValidationError) as error:
        Odd.model_validate(document.data)
    assert [str(one) for one in explain(error.value, document)] == [
        "f.yaml:1:10: `b` does not fit here; string should match pattern '^a$'"
    ]


def test_a_plain_value_error_is_told_as_it_is() -> None:
    def refuse(value: object) -> object:
        raise ValueError(f"{value} is taken")

    class Plain(BaseModel):
        name: Annotated[str, BeforeValidator(refuse)]

    document = parse("name: b", "f.yaml")
    with pytest.raises(ValidationError) as error:
        Plain.model_validate(document.data)
    assert [str(one) for one in explain(error.value, document)] == ["f.yaml:1:7: b is taken; change it"]
