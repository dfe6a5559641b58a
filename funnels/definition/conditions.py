"""A condition is a Liquid expression; what is missing is false, and asking it never fails.

`orders contains "course"`, `tags contains "hot" and email`, `source == "vk"`, `variants.price-test == "soft"`. `and`
beside `or` needs parentheses.

A condition that is needed more than once, or deserves a name, is a segment. It stands under `segments:` and may ask
for those above it; the script's conditions and texts ask for it by name, and a person belongs to it while it holds.

```yaml
segments:
  reachable: email or phone
  warm: segments contains "reachable" and not orders contains "course"
```

```yaml
- if: segments contains "warm"
  then: {message: The course starts on Monday.}
```

A segment, stage, product, variant or event that is compared with must be one there is.
"""

from collections.abc import Mapping
from functools import cache

from liquid import Token, TokenStream
from liquid.builtin.expressions import BooleanExpression, tokenize
from liquid.exceptions import LiquidError
from liquid.template import BoundTemplate
from liquid.token import TOKEN_EXPRESSION
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from funnels.definition.dialect import FAILURES, Dialect, Rendering, paths_of
from funnels.definition.findings import TextError
from funnels.definition.mistakes import explain_liquid, refuse_mixed_words
from funnels.definition.survey import compared, name_of

LONGEST_CONDITION = 1_000


class Condition:
    """`orders contains "course" and email`; equal to any other with the same source."""

    __slots__ = ("_expression", "_template", "compared", "source", "variables")

    def __init__(self, source: str, expression: BooleanExpression, template: BoundTemplate) -> None:
        self.source = source
        self._expression = expression
        self._template = template
        self.variables = frozenset(name_of(path) for path in paths_of(expression))
        self.compared = frozenset(compared(expression))

    def holds(self, values: Mapping[str, object]) -> bool:
        """Whether it is true of the values. Things that cannot be compared do not hold."""
        try:
            return self._expression.evaluate(Rendering(self._template, values))
        except FAILURES:
            return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and self.source == other.source

    def __hash__(self) -> int:
        return hash(self.source)

    def __repr__(self) -> str:
        return f"Condition({self.source!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls, serialization=core_schema.to_string_ser_schema())

    def __str__(self) -> str:
        return self.source


@cache
def dialect() -> Dialect:
    """The one environment; it holds no state of any text."""
    return Dialect()


def compile_condition(source: str) -> Condition:
    """Compile a condition.

    Raises:
        TextError: it is empty, is not a Liquid expression, or mixes `and` with `or` without parentheses.
    """
    written = source.strip()
    if len(written) > LONGEST_CONDITION:
        raise TextError("the condition is too long", "split it: an `if` inside an `if`")
    if not written:
        raise TextError("the condition is empty", 'write one, such as `orders contains "course"`')
    environment = dialect()
    token = Token(TOKEN_EXPRESSION, written, 0, written)
    try:
        expression = BooleanExpression.parse(environment, TokenStream(tokenize(written, token)))
    except (LiquidError, *FAILURES) as error:
        raise explain_liquid(error, written, "condition") from error
    refuse_mixed_words(written)
    return Condition(source, expression, BoundTemplate(environment, []))
