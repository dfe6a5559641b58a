"""What is right in each funnel and wrong in all together."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from funnels.definition.composing import Loc
from funnels.definition.document import FILE, Document
from funnels.definition.findings import Finding
from funnels.definition.report import Report
from funnels.definition.schema import FunnelFile
from funnels.definition.script import Script
from funnels.definition.suggest import closest, slip
from funnels.steps.goal import Goal
from funnels.steps.moment import ForEvent
from funnels.steps.start import Start
from funnels.steps.wait import Wait


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


def warn_of_slips(document: Document, script: Script, goals: Mapping[str, str]) -> Iterator[Finding]:
    """An event is not called nearly as a goal of another funnel; `goals` are these, each with its funnel."""
    report = Report(document=document)
    others = [goal for goal, funnel in goals.items() if funnel != script.funnel]
    for loc, event in awaited(script):
        if event not in goals and (guess := slip(event, others)):
            problem = f"no funnel meets the goal `{event}`, and `{goals[guess]}` meets `{guess}`"
            report.warn(loc, problem, f"did you mean `{guess}`?")
    return iter(report.result())


def goals_of(script: Script) -> Iterator[str]:
    """The milestones its steps record."""
    return (place.step.goal for place in script.places.values() if isinstance(place.step, Goal))


def awaited(script: Script) -> Iterator[tuple[Loc, str]]:
    """The events it begins by and waits for, and where each is written."""
    for number, name in enumerate(script.file.start.events):
        yield ("start", "events", number), name
    for place in script.places.values():
        if isinstance(place.step, Wait) and isinstance(place.step.wait, ForEvent):
            yield from (((*place.loc, "wait", "for", number), name) for number, name in enumerate(place.step.wait.for_))


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
