"""How dialogues went, as a person and GitHub's checks read it."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from bot.findings import as_github, as_text, counted
from funnels.definition.findings import Finding
from funnels.dialogue.file import Written
from funnels.dialogue.player import Result

_MARK = "→"
_WIDEST = len("outside")


@dataclass(frozen=True, kw_only=True)
class Played:
    """The dialogues of one funnel: how each went, or what is wrong in their file."""

    funnel: str
    results: tuple[tuple[Written, Result], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def went_wrong(self) -> bool:
        """Whether anything is to be mended."""
        return bool(self.findings) or any(result.differences for _, result in self.results)


def differences(written: Written, result: Result) -> list[Finding]:
    """Where a dialogue went otherwise, by its lines in the file."""
    return [written.finding(one.loc, one.problem, one.remedy) for one in result.differences]


def show(played: Sequence[Played]) -> None:
    """For a person: funnel by funnel, what went otherwise with all that was said; in colour on a terminal."""
    console = Console(highlight=False, soft_wrap=True)
    for one in played:
        if not (one.results or one.findings):
            continue
        console.print(Text(one.funnel, style="bold"))
        console.print(Text(as_text(one.findings), style="red"), end="")
        for written, result in one.results:
            _show(console, written, result)
    console.print(_summary(played))


def _show(console: Console, written: Written, result: Result) -> None:
    if not result.differences:
        console.print(Text(f"  ✓ {result.name}", style="green"))
        return
    console.print(Text(f"  ✗ {result.name}", style="bold red"))
    for number, said in enumerate(result.transcript):
        mark, style = (_MARK, "bold red") if number == result.marked else (" ", "dim")
        first, *others = said.text.strip().split("\n")
        console.print(Text(f"    {mark} {said.who:<{_WIDEST}}  {first}", style=style))
        for line in others:
            console.print(Text(f"      {'':<{_WIDEST}}  {line}", style=style))
    console.print(Text(as_text(differences(written, result)), style="red"), end="")


def _summary(played: Sequence[Played]) -> str:
    results = [result for one in played for _, result in one.results]
    otherwise = sum(bool(result.differences) for result in results)
    said = f"{counted(len(results), 'dialogue')} of {counted(len(played), 'funnel')} played: "
    said += f"{otherwise} went otherwise" if otherwise else "all went as written"
    if not results:
        said = f"{counted(0, 'dialogue')} of {counted(len(played), 'funnel')} played"
    mistakes = sum(len(one.findings) for one in played)
    return said + (f"; {counted(mistakes, 'mistake')} in the files" if mistakes else "")


def annotate(played: Iterable[Played]) -> None:
    """For GitHub's checks: an annotation beside each line that is to be mended."""
    for one in played:
        found = [finding for each in one.results for finding in differences(*each)]
        sys.stdout.write(as_github([*one.findings, *found]))


FORMATS: dict[str, Callable[[Sequence[Played]], None]] = {"text": show, "github": annotate}
