"""What a question `for: choice` lets choose from: words, or words and what each is kept as."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Discriminator, Field
from pydantic import Tag as Variant

from funnels.definition.explain import wrong
from funnels.definition.templates import Label, plain_text
from funnels.definition.text import Text

CHOICE = "choice."
"""What the code of a choice's button begins with; its number follows."""


def _kept(value: object) -> object:
    if not isinstance(value, bool | int | float | str):
        raise wrong("a choice is kept as a word or a number", "write choices: {Family: family, Work: work}")
    return value


Kept = Annotated[bool | int | float | str, BeforeValidator(_kept)]


def _listed(value: object) -> object:
    if isinstance(value, bool):
        raise wrong(f"`{str(value).lower()}` is read as a yes/no, not as text", f'put it in quotes: "{value}"')
    if isinstance(value, Mapping):
        word, kept = next(iter(value.items()), ("Family", "family"))
        raise wrong(
            "this choice is `key: value`, not a word",
            f"to keep another word than the button says, write all of them in braces: choices: {{{word}: {kept}, …}}",
        )
    return plain_text(value) if isinstance(value, str) else value


def _form(value: object) -> str:
    return "mapping" if isinstance(value, Mapping) else "list"


Listed = Annotated[int | float | Text, BeforeValidator(_listed, json_schema_input_type=int | float | str)]
Choices = Annotated[
    Annotated[tuple[Listed, ...], Variant("list"), Field(min_length=1)]
    | Annotated[Mapping[Label, Kept], Variant("mapping"), Field(min_length=1)],
    Discriminator(_form),
]


class Choice(NamedTuple):
    """One of them."""

    label: Text
    value: Kept | None
    """What is kept; None: its words."""
    loc: tuple[Any, ...]
    """The way to it from the list or the mapping."""


def choices_in(written: Choices) -> Iterator[Choice]:
    """Each of them in its order; a number is kept as a number."""
    if isinstance(written, Mapping):
        for label, value in written.items():
            yield Choice(label, value, (label.source,))
        return
    for number, one in enumerate(written):
        if isinstance(one, Text):
            yield Choice(one, None, (number,))
        else:
            yield Choice(plain_text(str(one)), one, (number,))
