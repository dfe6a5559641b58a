"""A funnel's `dialogues.yaml`: its dialogues with their places, and everything that is wrong in it, all at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from funnels.definition.composing import Loc
from funnels.definition.document import Document, parse, read
from funnels.definition.empties import torn_texts
from funnels.definition.explain import explain
from funnels.definition.findings import Finding, ScriptError
from funnels.definition.known_keys import keys_of
from funnels.dialogue.lines import Dialogue
from funnels.dialogue.names import unknown_names
from funnels.engine.catalogue import Catalogue

FILE = "dialogues.yaml"

_DIALOGUES = TypeAdapter(tuple[Dialogue, ...])
_KNOWN_KEYS = keys_of(tuple[Dialogue, ...])


@dataclass(frozen=True, kw_only=True)
class Written:
    """A dialogue as it stands in its file."""

    dialogue: Dialogue
    document: Document
    number: int

    def finding(self, loc: Loc, problem: str, remedy: str) -> Finding:
        """What is to be said of a piece of the dialogue, at its place in the file."""
        return Finding(self.document.name, *self.document.place((self.number, *loc)), problem, remedy)


def load_dialogues(path: Path, catalogue: Catalogue) -> list[Written]:
    """The dialogues of a file, none where there is no file or nothing in it.

    Raises:
        ScriptError: the file is no list of dialogues, or one names what no script of the catalogue has.
    """
    if not path.is_file() or _is_blank(path):
        return []
    return _dialogues(read(path, str(path)), catalogue)


def parse_dialogues(text: str, name: str, catalogue: Catalogue) -> list[Written]:
    """As `load_dialogues`, from the text of a file."""
    return _dialogues(parse(text, name), catalogue)


def _is_blank(path: Path) -> bool:
    """Whether there is nothing in it but comments: a file somebody means to write into."""
    with path.open("rb") as file:
        return all(not line.strip() or line.lstrip().startswith(b"#") for line in file)


def _dialogues(document: Document, catalogue: Catalogue) -> list[Written]:
    try:
        dialogues = dict(enumerate(_DIALOGUES.validate_python(document.data)))
        findings: list[Finding] = []
    except ValidationError as error:
        torn = torn_texts(document)
        lines = {finding.line for finding in torn}
        findings = [one for one in explain(error, document, _KNOWN_KEYS) if one.line not in lines] + torn
        refused = {one["loc"][0] for one in error.errors(include_url=False) if one["loc"]}
        dialogues = dict(_others(document, refused))
    written = [Written(dialogue=one, document=document, number=number) for number, one in dialogues.items()]
    for one in written:
        findings += [one.finding(*unknown) for unknown in unknown_names(one.dialogue, catalogue)]
        findings += _lost_pluses(one)
    if findings:
        raise ScriptError(*findings)
    return written


def _lost_pluses(written: Written) -> Iterator[Finding]:
    """A phone number is expected with its plus, which YAML takes from a number."""
    for name, value in (written.dialogue.expect.attributes or {}).items():
        spelling = written.document.spelling((written.number, "expect", "attributes", name))
        if isinstance(value, int) and spelling.startswith("+"):
            problem = f"`{spelling}` is read as a number and loses its plus"
            yield written.finding(("expect", "attributes", name), problem, f'put it in quotes: "{spelling}"')


def _others(document: Document, refused: set[int | str]) -> Iterator[tuple[int, Dialogue]]:
    """The dialogues without mistakes of form, so that their other mistakes are said at once with those."""
    for number, data in enumerate(document.data if isinstance(document.data, list) else ()):
        if number not in refused:
            yield number, Dialogue.model_validate(data)
