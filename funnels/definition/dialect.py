"""The Liquid of a script is a part of it that always renders, never runs away, and lets no value be markup.

What a value prints is escaped where it is printed, by the place it is printed in, and no filter can undo
that; so there is no `safe`, no `escape`, no `capture`. No tag reads a file or asks the clock.
"""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TextIO
from urllib.parse import quote

from liquid import Environment, Node, RenderContext, Token, TokenStream, is_undefined
from liquid.builtin import register
from liquid.builtin.expressions import FilteredExpression, Path, tokenize
from liquid.exceptions import LiquidError
from liquid.expression import Expression
from liquid.filter import with_context
from liquid.tag import Tag
from liquid.template import BoundTemplate
from liquid.token import TOKEN_EXPRESSION, TOKEN_OUTPUT
from liquid.undefined import UNDEFINED
from liquid.utils import ReadOnlyChainMap

from funnels.definition.spoken import spoken, spoken_date
from funnels.definition.visible import clip

Report = Callable[[str], None]

TEXT_LANGUAGE = "language of the text"
"""The value that says how dates and numbers are spelled; its spaces keep it apart from anything a script can name."""

TAGS = ("if", "unless", "case", "for", "assign")
FILTERS = (
    *("default", "date", "upcase", "downcase", "capitalize", "strip", "lstrip", "rstrip", "squish"),
    *("append", "prepend", "replace", "replace_first", "remove", "remove_first", "truncate", "truncatewords"),
    *(
        "slice",
        "split",
        "join",
        "first",
        "last",
        "size",
        "sort",
        "reverse",
        "uniq",
        "compact",
        "map",
        "where",
    ),
    *("sum", "plus", "minus", "times", "divided_by", "modulo", "round", "ceil", "floor", "abs"),
    *("at_least", "at_most", "url_encode"),
)
FAILURES = (LiquidError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What Liquid may raise for a value it did not expect."""


class Rendering(RenderContext):
    """One rendering of a text: the values, whom to tell what was missing, how long each may be, those it printed."""

    __slots__ = ("longest_value", "printed", "report")

    def __init__(
        self,
        template: BoundTemplate,
        values: Mapping[str, object],
        *,
        report: Report | None = None,
        longest_value: int | None = None,
    ) -> None:
        # Liquid's own would make room for tags that are not here, at a third of the cost of a text, and `now` known.
        self.env = template.env
        self.template = template
        self.locals = {}
        self.globals = values
        self.scope = ReadOnlyChainMap(self.locals, values)
        self.tag_namespace = {"stopindex": {}}
        self.loops = []
        self.disabled_tags = []
        self.autoescape = False
        self.loop_iteration_carry = 1
        self.local_namespace_size_carry = 0
        self.report = report
        self.longest_value = longest_value
        self.printed: list[str] = []

    @property
    def language(self) -> str:
        """How dates and numbers are spelled."""
        language = self.globals.get(TEXT_LANGUAGE)
        return language if isinstance(language, str) else "en"

    def get(self, path: list[object], *, token: Token | None, default: object = UNDEFINED) -> object:
        """What a path leads to; for most, a single name that is there, Liquid's own way is long."""
        if len(path) == 1:
            try:
                return self.scope[str(path[0])]
            except KeyError:
                pass  # Liquid says how it is missing
        return super().get(path, token=token, default=default)


class Name(Path):
    """A path of a single name that is printed as it is, as most are: Liquid's own way to its value is long."""

    __slots__ = ("name",)

    def __init__(self, token: Token, name: str) -> None:
        super().__init__(token, [name])
        self.name = name

    def evaluate(self, context: RenderContext) -> object:
        try:
            return context.scope[self.name]
        except KeyError:
            return super().evaluate(context)  # Liquid says how it is missing


class Printed(Node):
    """`{{ expression }}`: the value, clipped if need be and escaped for its place."""

    __slots__ = ("escape", "expression", "needs", "value")

    def __init__(self, token: Token, expression: FilteredExpression, place: str) -> None:
        super().__init__(token)
        self.blank = False
        self.expression = expression
        self.value = expression if expression.filters else _shortened(expression.left)
        filters = [one.name for one in expression.filters or ()]
        encoded = filters[-1:] == ["url_encode"]
        self.escape = _ESCAPES["address" if encoded and place in ("path", "query") else place]
        self.needs = [_shortened(path) for path in needed_paths(expression)]

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the value; a missing or impossible one is nothing, and reported."""
        assert isinstance(context, Rendering)
        try:
            value = self.value.evaluate(context)
            if isinstance(value, str) and self.value is not self.expression:
                text = value
            else:
                self._report_missing(context)
                text = "" if is_undefined(value) else spoken(value, context.language)
        except FAILURES:
            if context.report:
                context.report(str(self.expression))
            return 0
        text = _well_formed(text)
        if self.escape in _VISIBLE:
            if context.longest_value is not None:
                text = clip(text, context.longest_value)
            context.printed.append(text)
        return buffer.write(self.escape(text))

    def _report_missing(self, context: Rendering) -> None:
        for path in self.needs if context.report else ():
            found = path.evaluate(context)
            if context.report and (found is None or is_undefined(found)):
                context.report(str(path))

    def expressions(self) -> Iterable[Expression]:
        """The parts of the tag that may name variables."""
        yield self.expression


def _shortened(expression: Expression) -> Expression:
    """The same; a path of a single name as such."""
    if isinstance(expression, Path) and len(expression.path) == 1 and isinstance(name := expression.path[0], str):
        return Name(expression.token, name)
    return expression


def needed_paths(expression: FilteredExpression) -> list[Path]:
    """The variables the expression cannot do without: all it names, but for one given a `default`."""
    paths = paths_of(expression.left)
    for one in expression.filters or ():
        if one.name == "default":
            paths = []
        paths += [path for argument in one.args for path in paths_of(argument.value)]
    return paths


def paths_of(expression: Expression) -> list[Path]:
    """Every variable the expression names, as a path such as `course.title`."""
    found = [expression] if isinstance(expression, Path) else []
    return found + [path for child in expression.children() for path in paths_of(child)]


class _Print(Tag):
    """Reads `{{ }}`; the value of the token says the place it prints in, a key of `_ESCAPES`."""

    name = TOKEN_OUTPUT
    block = False

    def parse(self, stream: TokenStream) -> Printed:
        token = stream.eat(TOKEN_OUTPUT)
        inner = stream.expect(TOKEN_EXPRESSION)
        expression = FilteredExpression.parse(self.env, TokenStream(tokenize(inner.value, inner)))
        assert isinstance(expression, FilteredExpression)
        return Printed(token, expression, token.value)


class Dialect(Environment):
    """The tags and filters a script may use, and the limits it cannot go over."""

    context_depth_limit = 20
    block_nesting_limit = 20
    loop_iteration_limit = 1_000
    local_namespace_limit = 100_000
    output_stream_limit = 100_000
    logical_not_operator = True
    logical_parentheses = True

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Keep what a script may use of all that Liquid has."""
        assert not extra
        register(self)
        kept = {"illegal", "content", *TAGS}
        self.tags = {name: tag for name, tag in self.tags.items() if name in kept}
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.add_tag(_Print)
        self.add_filter("date", _date)


@with_context
def _date(value: object, pattern: str, *, context: Rendering) -> str:
    return "" if is_undefined(value) else spoken_date(value, pattern, context.language)


def _well_formed(text: str) -> str:
    """The text; a surrogate pair is put together, and half of one becomes a replacement character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> str:
    return text


def _address(text: str) -> str:
    return escape(quote(text, safe="%/:?#[]@!$&'()*+,;=~"))


def _path(text: str) -> str:
    return quote(text, safe="/")


def _query(text: str) -> str:
    return quote(text, safe="")


_ESCAPES: dict[str, Callable[[str], str]] = {
    "text": _text,
    "plain": _plain,
    "address": _address,
    "path": _path,
    "query": _query,
}
"""How a value is made harmless by where it stands: in words, as a whole address, or in a part of one."""

_VISIBLE = (_text, _plain)
