import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.definition.document import parse, read
from funnels.definition.findings import Finding, ScriptError

PIECES = [
    *(
        "a",
        "b: ",
        "- ",
        "\n",
        "  ",
        "\t",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "|\n",
        ">",
        "&x ",
        "*x",
        "!t ",
        "? ",
        ": ",
    ),
    *(
        ", ",
        "#c",
        "---",
        "...",
        "%",
        "@",
        "`",
        "\\",
        "1",
        "true",
        "~",
        "<<: ",
        "é",
        "\u2028",
        "\x85",
        "\ufeff",
        "\r",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join) | st.text())
def test_any_text_is_a_document_or_a_script_error(source: str) -> None:
    findings = findings_of(source)
    assert all(one.line >= 1 and one.column >= 1 and one.problem and one.remedy for one in findings)
    assert findings or isinstance(parse(source, "f.yaml").data, dict | list)


def findings_of(source: str) -> tuple[Finding, ...]:
    try:
        parse(source, "f.yaml")
    except ScriptError as error:
        return error.findings
    return ()


@given(st.binary())
def test_any_file_is_a_document_or_a_script_error(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(raw)
    try:
        told = f"{read(path).name}:"
    except ScriptError as error:
        told = str(error)
    assert told.startswith("any.yaml:")
