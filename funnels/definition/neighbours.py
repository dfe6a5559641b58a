"""What is right in each funnel and wrong in all together."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from funnels.definition.document import Document
from funnels.definition.findings import Finding
from funnels.definition.schema import FunnelFile


def neighbours(funnels: Sequence[tuple[Document, FunnelFile]]) -> Iterator[Finding]:
    """A funnel has the name of its folder; no two share a link or are the default."""
    links: dict[str, str] = {}
    default = ""
    for document, file in funnels:
        yield from _misplaced(document, file)
        for number, link in enumerate(file.start.links):
            if link in links:
                yield Finding(
                    document.name,
                    *document.place(("start", "links", number)),
                    f"the link `{link}` belongs to the funnel `{links[link]}` already",
                    "choose another word",
                )
            links.setdefault(link, file.funnel)
        if file.start.default and default:
            yield Finding(
                document.name,
                *document.place(("start", "default")),
                f"`{default}` is the default funnel already",
                "leave `default: true` in one of the two",
            )
        if file.start.default:
            default = file.funnel


def _misplaced(document: Document, file: FunnelFile) -> Iterator[Finding]:
    """A funnel's media are found by its name."""
    folder = Path(document.name).absolute().parent.name
    if file.funnel != folder:
        yield Finding(
            document.name,
            *document.place(("funnel",)),
            f"the funnel `{file.funnel}` is in the folder `{folder}`",
            "give both the same name",
        )
