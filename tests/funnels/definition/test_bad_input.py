"""Whatever stands in a script's file, the answer is a script or findings, soon and in little memory."""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from funnels.definition.document import FILE, LARGEST
from funnels.definition.examine import Examined, examine_file
from funnels.definition.findings import ScriptError
from funnels.definition.load import load
from funnels.steps.message import Message
from tests.funnels.scripts import FLAGSHIPS

HEAD = "funnel: f\nstages:\n- stage: one\n  steps:\n"
SOON = 60
"""Seconds of the process's own time: ten times and more what any of these takes, and far from for ever."""

MANY = 1_000


@contextmanager
def soon() -> Iterator[None]:
    """Assert that the body takes a bounded time, not counting what other processes take."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < SOON


def found(folder: Path, raw: str | bytes) -> Examined:
    """What is said of a funnel with this file: findings, or a script, or both; all in good time."""
    (folder / FILE).write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    with soon():
        one = examine_file(folder / FILE)
    assert all(
        finding.line >= 1 and finding.column >= 1 and finding.problem and finding.remedy for finding in one.findings
    )
    assert (one.script is None) == any(finding.severity == "error" for finding in one.findings)
    if one.script is None:
        with pytest.raises(ScriptError):
            load(folder / FILE)
    return one


def told(folder: Path, raw: str | bytes) -> str:
    """The first error, without the way to the file."""
    errors = [finding for finding in found(folder, raw).findings if finding.severity == "error"]
    return str(errors[0]).replace(f"{folder / FILE}:", "")


# The traps of YAML


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("message: {{ name }}", "5:15: a value that begins with `{{` is read as a YAML mapping"),
        ("message: Price: 10", "5:19: there is a second `: ` on the line"),
        ("message: @nick", "5:14: a value cannot begin with `@`"),
        ("message: *bold*", "5:14: a value that begins with `*` is read as a YAML reference"),
        ("message: +79991234567", "5:14: `+79991234567` is read as a number"),
        ("message: yes\n    message: no", "6:5: `message` is written twice, first on line 5"),
        ("message: Hi\n\tphoto: a.jpg", "6:1: the line is indented with a tab"),
        ("message: &a Hi", "5:14: a value that begins with `&` is read as a YAML anchor"),
        ("message: !!python/object:os.system Hi", "5:14: a value that begins with `!` is read as a YAML tag"),
        ("<<: {message: Hi}", "5:5: `<<` copies entries from another place"),
        ("message: [Hi", "a bracket is opened and not closed"),
    ],
)
def test_a_trap_of_yaml(tmp_path: Path, line: str, message: str) -> None:
    assert message in told(tmp_path, f"{HEAD}  - {line}\n")


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_other_line_ends_are_no_mistake(tmp_path: Path, mark: str, end: str) -> None:
    script = f"{mark}{HEAD}  - message: Hi\n".replace("funnel: f", "funnel: f  # voronka: ok").replace("\n", end)
    assert found(tmp_path, script).findings == ()


# Files that are no script


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "1:1: the file is empty"),
        (b"\x00\x01\x02", "1:1: there is an invisible character here, U+0000"),
        ("funnel: привет".encode("cp1251"), "1:9: the file is not UTF-8: it looks like Windows-1251"),
        ("funnel: привет".encode("utf-16"), "1:1: the file is saved as UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "1:1: the file is not UTF-8"),
        (b"a: 1\n" * (10 * LARGEST // 5), "1:1: the file is larger than 1 MB"),
        (b"5", "1:1: the file has no `key: value` lines"),
        (b"- a", "1:1: this is a list"),
        (b"---\na: 1\n---\nb: 2\n", "the file has a second document"),
    ],
    ids=["empty", "zeros", "cp1251", "utf-16", "picture", "10 MB", "number", "list", "two documents"],
)
def test_a_file_that_is_no_script(tmp_path: Path, raw: bytes, message: str) -> None:
    assert message in told(tmp_path, raw)


def test_a_folder_of_the_files_name(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    assert "cannot be opened: is a directory" in str(examine_file(tmp_path / FILE).findings[0])


# What grows


def test_anchors_that_explode(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "1:4: a value that begins with `&`" in told(tmp_path, bomb)


def test_an_anchor_in_itself(tmp_path: Path) -> None:
    assert "1:4: a value that begins with `&`" in told(tmp_path, "a: &a [*a]\n")


@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_nesting_without_end(tmp_path: Path, opens: str, closes: str) -> None:
    assert "nested more than 50 levels deep" in told(tmp_path, f"{opens * 3000}x{closes * 3000}")


def test_steps_in_steps_in_steps(tmp_path: Path) -> None:
    nested = "end"
    for _ in range(100):
        nested = f"{{if: email, then: [{nested}]}}"
    assert "nested more than 50 levels deep" in told(tmp_path, f"{HEAD}  - {nested}\n")


@pytest.mark.parametrize("piece", ["{{", "{%", "*", "**a", "[", "](", "`", "> ", "<b>", "||", "\\", "&amp;", "_", "😀"])
def test_a_text_of_markup_alone(tmp_path: Path, piece: str) -> None:
    found(tmp_path, f"{HEAD}  - message: |\n      {piece * (15_000 // len(piece))}\n")


def test_more_tags_than_any_message_has(tmp_path: Path) -> None:
    assert "the text has 501 Liquid tags" in told(tmp_path, f"{HEAD}  - message: '{'{{' * 501}'\n")


def test_liquid_blocks_without_end(tmp_path: Path) -> None:
    loops = "{% for a in orders %}" * 500
    assert told(tmp_path, f"{HEAD}  - message: '{loops}'\n").startswith("5:")
    assert "never closed" in told(tmp_path, f"{HEAD}  - message: 'a{{% if email %}}b'\n")


def test_a_liquid_loop_that_goes_on_and_on_ends(tmp_path: Path) -> None:
    loop = "{% for a in (1..1000000000) %}{% for b in (1..1000000000) %}{{ a }}{% endfor %}{% endfor %}"
    script = found(tmp_path, f"{HEAD}  - message: 'Hi {loop}'\n").script
    assert script is not None
    step = script.places[script.first].step
    assert isinstance(step, Message)
    with soon():
        assert len(step.message.render({})) < 200_000


REPEATED = {
    "steps that do nothing": "  - tag: t{i}\n",
    "steps in a ring": "  - {{id: x{i}, goto: x{i}}}\n",
    "ways to nowhere": "  - {{id: x{i}, goto: nowhere{i}}}\n",
    "times that are none": "  - wait: soon{i}\n",
    "words that are no steps": "  - {i}\n",
    "keys that are unknown": "  - tag: t\n    k{i}: v\n",
    "keys with nothing": "  - wait:\n",
    "names nobody saves": "  - message: '{{{{ v{i} }}}}'\n",
    "products nobody sells": "  - {{offer: p{i}, text: a}}\n",
    "media that are missing": "  - {{message: a, photo: media/{i}.jpg}}\n",
    "stages with a goal": "- {{stage: s{i}, goal: paid x{i}, steps: [{{tag: a}}]}}\n",
}


@pytest.mark.parametrize("line", REPEATED.values(), ids=REPEATED)
def test_many_of_anything(tmp_path: Path, line: str) -> None:
    found(tmp_path, HEAD + "  - tag: t\n" + "".join(line.format(i=i) for i in range(MANY)))


# Media and links


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("../../etc/passwd", "leads outside the funnel's folder"),
        ("/etc/passwd", "leads outside the funnel's folder"),
        ("~/book.pdf", "leads outside the funnel's folder"),
        ("media/../../book.pdf", "leads outside the funnel's folder"),
        ("C:\\book.pdf", "there is no file"),
        ("media", "there is no file"),
        ("media/nothing.pdf", "there is no file"),
        ("a" * 5000, "there is no file"),
        ('"a\\0b"', "there is no file"),
    ],
)
def test_media_that_cannot_be_sent(tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "media").mkdir()
    assert message in told(tmp_path, f"{HEAD}  - message: Hi\n    document: {path}\n")


@pytest.mark.parametrize("address", ["nowhere", "http://", "javascript:alert(1)", "https://", "//a", "https://[::1"])
def test_a_button_that_opens_nothing(tmp_path: Path, address: str) -> None:
    button = f"{{text: Open, url: '{address}'}}"
    assert "is no web address" in told(tmp_path, f"{HEAD}  - message: Hi\n    buttons: [{button}]\n")


# Chance

MEANT = (FLAGSHIPS / "first-steps" / FILE).read_text(encoding="utf-8").split("\n")
WORDS = [
    "", "end", "{{", "}}", "{% if", "%}", "- ", ": ", "\t", "[", "]", "{", "}", "|", "#", "'", '"', "null", "-1",
    "1e9", "*", "&a",
]  # fmt: skip
KEYS = [
    "funnel", "title", "start", "links", "products", "price", "stars", "deliver", "text", "stages", "stage",
    "goal", "steps", "message", "photo", "buttons", "ask", "offer", "deadline", "wait", "if", "then", "else",
    "tag", "goto", "end", "id", "paid", "follow_ups", "after", "within", "otherwise",
]  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=25,
)


def judged(source: str | bytes, folder: Path) -> None:
    """Assert that it is a script or has an error, and that no other exception comes out."""
    (folder / FILE).write_bytes(source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass"))
    one = examine_file(folder / FILE)
    assert one.script is not None or any(finding.severity == "error" for finding in one.findings)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chance")


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
def test_any_bytes(folder: Path, raw: bytes) -> None:
    judged(raw, folder)


@given(VALUES)
def test_any_structure(folder: Path, value: object) -> None:
    judged(as_yaml(value), folder)
    judged(as_yaml({"funnel": "f", "stages": [{"stage": "one", "steps": value}]}), folder)


def as_yaml(value: object) -> str:
    """The value in YAML's flow style, with words as they are: some of them are no text then."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return "" if value is None else str(value)


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_any_change_to_a_script_that_works(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    lines = list(MEANT)
    for _ in range(chance.randint(1, 6)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        change = chance.choice(("delete", "double", "swap", "word", "indent", "cut"))
        if change == "delete":
            del lines[at : at + chance.randint(1, 5)]
        elif change == "double":
            lines.insert(other, lines[at])
        elif change == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif change == "word":
            words = lines[at].split(" ")
            words[chance.randrange(len(words))] = chance.choice(WORDS)
            lines[at] = " ".join(words)
        elif change == "indent":
            lines[at] = " " * chance.randint(0, 8) + lines[at].lstrip()
        else:
            lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
    judged("\n".join(lines), folder)


# The command itself


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"a: 1\n" * (10 * LARGEST // 5), "funnel.yaml:1:1: error: the file is larger than 1 MB"),
        (b"a: &a 1\n", "funnel.yaml:1:4: error: a value that begins with `&`"),
        (b"[" * 15_000, "funnel.yaml:1:51: error: this is nested more than 50 levels deep"),
    ],
    ids=["10 MB", "anchors", "nesting"],
)
def test_the_command_refuses_what_is_no_script(tmp_path: Path, raw: bytes, message: str) -> None:
    (tmp_path / FILE).write_bytes(raw)
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "check", str(tmp_path / FILE)],
        capture_output=True,
        text=True,
        timeout=SOON,
        check=False,
        preexec_fn=_little_memory,
    )
    assert (ended.returncode, ended.stderr) == (1, "")
    assert message in ended.stdout
    assert ended.stdout.endswith("1 funnel checked: 1 error, no warnings\n")


def _little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
