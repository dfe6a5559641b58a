"""What a text needs is known before it is sent: the variables it names, and those it cannot do without.

A variable inside an `if` that asks for it is one the text can do without. What a condition compares a variable with
is known too, so that a misspelled name is found.
"""

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from liquid import Node
from liquid.builtin.expressions import FilteredExpression, Path, StringLiteral
from liquid.builtin.expressions.filtered import Filter
from liquid.builtin.expressions.logical import ContainsExpression, EqExpression, NeExpression
from liquid.builtin.tags.for_tag import ForNode
from liquid.builtin.tags.if_tag import IfNode
from liquid.expression import Expression

from funnels.definition.dialect import Dialect, Rendering, needed_paths, paths_of
from funnels.definition.findings import TextError
from funnels.definition.suggest import closest


@dataclass(frozen=True, order=True)
class Compared:
    """`variants.price-test == "soft"`: a variable by its full name, and the word it is compared with."""

    name: str
    word: str


@dataclass(kw_only=True)
class Survey:
    """The names of variables a text uses: all of them, and those it has no default for; what they are compared with."""

    all_variables: set[str] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)
    compared: set[Compared] = field(default_factory=set)
    paths: set[tuple[str, ...]] = field(default_factory=set)
    """All variables with what is asked for inside them, in their parts: `products`, `basic`, `price`."""
    needed: set[tuple[str, ...]] = field(default_factory=set)
    """Those of them it has no default for."""
    repeats: bool = False
    """Whether it has a loop."""


def survey(nodes: Iterable[Node], context: Rendering) -> Survey:
    """Walk the whole of a text.

    Raises:
        TextError: a filter is not known or has the wrong number of arguments.
    """
    found = Survey()
    _walk(nodes, frozenset(), found, context)
    return found


def _walk(nodes: Iterable[Node], known: frozenset[str], found: Survey, context: Rendering) -> None:
    """`known` are the names that a loop, an `assign` or an `if` around these nodes vouches for."""
    for node in nodes:
        for expression in node.expressions():
            _note(expression, known, found, context)
        inside = known | {str(name) for name in node.block_scope()}
        if isinstance(node, IfNode):
            asked = {name_of(path) for path in paths_of(node.condition)}
            _note(node.condition, known, found, context)
            _walk([node.consequence], known | asked, found, context)
            _walk(node.alternatives, known, found, context)
            _walk([node.default] if node.default else [], known, found, context)
        else:
            found.repeats |= isinstance(node, ForNode)
            _walk(node.children(context), inside, found, context)
        known |= {str(name) for name in node.template_scope()}


def _note(expression: Expression, known: frozenset[str], found: Survey, context: Rendering) -> None:
    found.all_variables |= {name_of(path) for path in paths_of(expression)} - known
    found.paths |= set(map(parts_of, paths_of(expression)))
    found.compared |= {one for one in compared(expression) if one.name.partition(".")[0] not in known}
    if isinstance(expression, FilteredExpression):
        for one in expression.filters or ():
            _check_filter(one, context.env)
        needed = [path for path in needed_paths(expression) if name_of(path) not in known]
        found.variables |= set(map(name_of, needed))
        found.needed |= set(map(parts_of, needed))


def name_of(path: Path) -> str:
    """The variable a path begins with: `course` of `course.title`."""
    return str(path.head())


def parts_of(path: Path) -> tuple[str, ...]:
    """`course.title` in its parts; what stands in brackets as it is spelled there."""
    return tuple(map(str, path.path))


def compared(expression: Expression) -> Iterator[Compared]:
    """Every comparison of a variable with a word, however deep it stands."""
    if isinstance(expression, ContainsExpression | EqExpression | NeExpression):
        match expression.left, expression.right:
            case (Path() as path, StringLiteral() as word) | (StringLiteral() as word, Path() as path):
                yield Compared(".".join(map(str, path.path)), word.value)
    for child in expression.children():
        yield from compared(child)


def _check_filter(one: Filter, environment: object) -> None:
    assert isinstance(environment, Dialect)
    line = one.token.source.count("\n", 0, one.token.start_index)
    function = environment.filters.get(one.name)
    if function is None:
        close = closest(one.name, environment.filters)
        hint = f"did you mean `{close}`?" if close else f"there are {', '.join(sorted(environment.filters))}"
        raise TextError(f"there is no filter `{one.name}`", hint, line)
    signature = inspect.signature(function)
    given = {name: None for name in ("context", "environment") if name in signature.parameters}
    positional = [argument for argument in one.args if not hasattr(argument, "name")]
    named = {str(argument.name): None for argument in one.args if hasattr(argument, "name")}
    try:
        signature.bind(None, *positional, **(given | named))
    except TypeError as error:
        raise TextError(
            f"the filter `{one.name}` has too few or too many values",
            f"write them after a colon, such as `{_EXAMPLES.get(one.name, f'{one.name}: 10')}`",
            line,
        ) from error


_EXAMPLES = {
    "date": 'date: "%d.%m at %H:%M"',
    "default": 'default: "friend"',
    "append": 'append: "!"',
    "prepend": 'prepend: "+"',
    "replace": 'replace: "old", "new"',
    "remove": 'remove: "word"',
    "split": 'split: ","',
    "join": 'join: ", "',
}
