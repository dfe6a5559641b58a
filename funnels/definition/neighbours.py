"""What is right in each funnel and wrong in all together."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from funnels.definition.document import FILE, Document
from funnels.definition.findings import Finding
from funnels.definition.schema import FunnelFile
from funnels.definition.script import Script
from funnels.definition.suggest import closest
from funnels.steps.start import Start


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
                    f"choose another word{_or_apart(funnels)}",
                )
            links.setdefault(link, file.funnel)
        if file.start.default and default:
            yield Finding(
                document.name,
                *document.place(("start", "default")),
                f"a bare /start begins one funnel, and `{default}` is the default funnel already",
                f"leave `default: true` in one of the two{_or_apart(funnels)}",
            )
        if file.start.default:
            default = file.funnel


def _or_apart(funnels: Sequence[tuple[Document, FunnelFile]]) -> str:
    """What to do about funnels of several folders: one bot publishes one folder, and they may never meet."""
    folders = {Path(document.name).absolute().parent.parent for document, _ in funnels}
    return ", or check each folder by itself: a bot publishes one" if len(folders) > 1 else ""


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


def strangers(document: Document, script: Script) -> Iterator[Finding]:
    """A funnel that a step begins stands beside this one."""
    known = {path.parent.name for path in Path(document.name).absolute().parent.parent.glob(f"*/{FILE}")}
    for place in script.places.values():
        if isinstance(place.step, Start) and place.step.start not in known:
            guess = closest(place.step.start, known)
            yield Finding(
                document.name,
                *document.place((*place.loc, "start")),
                f"there is no funnel `{place.step.start}`",
                f"did you mean `{guess}`?" if guess else "write the name of a folder beside this one",
            )
