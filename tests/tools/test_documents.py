"""A document that leaves something out, or links to nowhere, is found."""

from pathlib import Path

import pytest

from tools import docs


def _new(before: list[str]) -> list[str]:
    return [breach for breach in docs.breaches() if breach not in before]


@pytest.mark.parametrize(
    ("page", "words", "breach"),
    [
        ("docs/operating.md", "`voronka stats", "docs/operating.md does not mention voronka stats"),
        ("docs/operating.md", "`OWNER_IDS`", "docs/operating.md does not mention OWNER_IDS"),
        ("docs/operating.md", "`/funnels", "docs/operating.md does not mention /funnels"),
    ],
)
def test_what_a_document_leaves_out_is_named(project: Path, page: str, words: str, breach: str) -> None:
    before = list(docs.breaches())
    text = (project / page).read_text(encoding="utf-8")
    assert words in text
    (project / page).write_text(text.replace(words, ""), encoding="utf-8")
    assert _new(before) == [breach]


def test_a_link_to_a_page_that_is_not_there_is_found(project: Path) -> None:
    before = list(docs.breaches())
    with (project / "docs" / "operating.md").open("a", encoding="utf-8") as page:
        page.write("\n[gone](gone.md#part), [here](operating.md), [outside](https://example.com/gone.md)\n")
    assert _new(before) == ["docs/operating.md links to gone.md, which is not there"]
