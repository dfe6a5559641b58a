"""A text is compiled once, when its script is loaded; nothing a subscriber types is ever markup in it.

Markdown becomes Telegram's HTML with the Liquid tags set aside (`cutting`, `markdown`), the tags are put back
where no value can tear the markup (`assembling`), and what a value prints is escaped as it is printed
(`dialect`).
"""

import re
from collections.abc import Callable, Mapping
from io import StringIO

from liquid.output import LimitedStringIO
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.template import BoundTemplate
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from funnels.definition.assembling import Assembly, assemble
from funnels.definition.conditions import Condition, compile_condition, dialect
from funnels.definition.cutting import Cut, Tag, cut_tags
from funnels.definition.dialect import FAILURES, Rendering
from funnels.definition.findings import TextError
from funnels.definition.markdown import markdown_to_html
from funnels.definition.mistakes import explain_liquid
from funnels.definition.survey import Survey, survey
from funnels.definition.visible import clip, clip_markup, fits, utf16_length, visible_length

__all__ = ["Condition", "Text", "TextError", "compile_condition", "compile_plain", "compile_text"]


_SPACES = re.compile(r"[ \t\r\n\f\v]+")


class Text:
    """A compiled text; equal to any other of the same kind with the same source.

    `variables` are the names it prints with no default, `all_variables` every name it uses, `compared` what
    its tags compare them with; `paths` and `needed_paths` are the same names with what stands behind their dots.
    `plain_length` is how much a reader sees of it before any value is filled in, in UTF-16 units, by its longest
    branches. `is_fixed` says that it is the same for everybody.
    """

    __slots__ = (
        "_constant",
        "_markup",
        "_parts",
        "_repeats",
        "_template",
        "all_variables",
        "compared",
        "is_fixed",
        "needed_paths",
        "paths",
        "plain_length",
        "source",
        "variables",
    )

    def __init__(self, source: str, *, markup: bool, length: int, template: BoundTemplate, found: Survey) -> None:
        self.source = source
        self.plain_length = length
        self.variables = frozenset(found.variables)
        self.all_variables = frozenset(found.all_variables)
        self.compared = frozenset(found.compared)
        self.paths = frozenset(found.paths)
        self.needed_paths = frozenset(found.needed)
        self._markup = markup
        self._repeats = found.repeats
        self._template = template
        self._parts = [node.render_to_output for node in template.nodes]
        dynamic = any(node.token.start_index >= 0 for node in template.nodes)
        self._constant = None if dynamic else self._finished("".join(map(str, template.nodes)))
        self.is_fixed = not dynamic
        if self._constant is not None:
            self.plain_length = self._length(self._constant)

    @property
    def is_label(self) -> bool:
        """Whether it is one plain line, and not Markdown."""
        return not self._markup

    def render(
        self,
        values: Mapping[str, object],
        on_missing: Callable[[str], None] | None = None,
        limit: int | None = None,
    ) -> str:
        """Fill the values in: Telegram's HTML, or one plain line for what `compile_plain` made.

        `on_missing` is told each variable that was needed and not there, and each tag that could not be
        filled in; the text has nothing in their place. With a `limit` the visible text is never longer in
        UTF-16 units: long values are clipped first, the text itself only if it is too long without any.
        """
        if self._constant is not None:
            return self._constant if limit is None or self.plain_length <= limit else self._clip(self._constant, limit)
        context = Rendering(self._template, values, report=on_missing, longest_value=limit)
        shown = self._run(context)
        if limit is None or self._fits(shown, limit):
            return shown
        lengths = [utf16_length(value) for value in context.printed]
        room = limit - (self._length(shown) - sum(lengths))
        shorter = Rendering(self._template, values, longest_value=_share(lengths, room))
        return self._clip(self._run(shorter), limit)

    def _run(self, context: Rendering) -> str:
        out = LimitedStringIO(limit=context.env.output_stream_limit or 0) if self._repeats else StringIO()
        whole = True
        for render in self._parts:
            try:
                render(context, out)
            except FAILURES as error:
                whole = False
                if context.report:
                    context.report(str(error.args[0]) if error.args else "a tag")
        shown = self._finished(out.getvalue())
        return shown if whole or not self._markup else clip_markup(shown)

    def _finished(self, shown: str) -> str:
        return shown.strip() if self._markup else _SPACES.sub(" ", shown).strip()

    def _length(self, shown: str) -> int:
        return visible_length(shown) if self._markup else utf16_length(shown)

    def _fits(self, shown: str, limit: int) -> bool:
        """Whether it is short enough; most texts are so with all their markup, and need no closer look."""
        return fits(shown, limit) or self._length(shown) <= limit

    def _clip(self, shown: str, limit: int) -> str:
        if self._fits(shown, limit):
            return shown
        return clip_markup(shown, limit) if self._markup else clip(shown, limit)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.source, self._markup) == (other.source, other._markup)

    def __hash__(self) -> int:
        return hash(self.source)

    def __repr__(self) -> str:
        return f"Text({self.source!r})"

    def __str__(self) -> str:
        return self.source

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls, serialization=core_schema.to_string_ser_schema())


def _share(lengths: list[int], room: int) -> int:
    """How long each value may be for all to fit the room: the short ones whole, the long ones alike."""
    for left, length in zip(range(len(lengths), 0, -1), sorted(lengths), strict=True):
        if length * left > room:
            return max(0, room // left)
        room -= length
    return max(lengths, default=0)


def compile_text(source: str) -> Text:
    """Compile Markdown with Liquid tags into a text for Telegram.

    Raises:
        TextError: the Markdown or the Liquid has a mistake; it says on which line.
    """
    cut = cut_tags(source, dialect())
    try:
        html = markdown_to_html(cut.text.rstrip())
    except TextError as error:
        raise TextError(error.problem, error.remedy, cut.lines[error.line_offset]) from None
    return _compile(source, cut, assemble(html, cut, markup=True), markup=True)


def compile_plain(source: str) -> Text:
    """Compile one line without markup, a button's label or an invoice's title; Liquid works in it.

    Raises:
        TextError: the Liquid has a mistake; it says on which line.
    """
    cut = cut_tags(source, dialect())
    return _compile(source, cut, assemble(cut.text, cut, markup=False), markup=False)


def _compile(source: str, cut: Cut, assembly: Assembly, *, markup: bool) -> Text:
    environment = dialect()
    try:
        nodes = get_parser(environment).parse(TokenStream(iter(assembly.tokens)))
        template = BoundTemplate(environment, nodes)
        found = survey(nodes, Rendering(template, {}))
    except TextError:
        raise
    except FAILURES as error:
        tag = _tag_of(error, cut)
        raise explain_liquid(error, tag.tokens[-1].value, tag.name, tag.line) from error
    return Text(source, markup=markup, length=assembly.length, template=template, found=found)


def _tag_of(error: Exception, cut: Cut) -> Tag:
    """The tag in which Liquid found the error: the last that begins before it."""
    token = getattr(error, "token", None)
    before = [tag for tag in cut.tags if token and tag.tokens[0].start_index <= token.start_index]
    return before[-1] if before else cut.tags[0]
