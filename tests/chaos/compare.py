"""Where a walk in chaos differs from the same walk in peace, and what of that is within the promise.

A message may come again as often as it was on its way when the bot was killed, or when the connection broke after
Telegram had taken it, but for a follow-up; one may be missing that the bot has left in doubt. Nothing else may differ.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .kept import Kept
from .prospect import Seen

FOLLOW_UPS = ("follow_up", "media")


@dataclass(frozen=True, kw_only=True)
class Walked:
    """What is known of a walk when it is over."""

    chats: dict[int, list[Seen]]
    """By person, what they saw."""
    kept: Kept
    charges: set[str]
    """The payments Telegram has taken."""
    again: Counter[int] = field(default_factory=Counter)
    """By person, how many messages were on their way at kills or broken connections: each may come again."""


@dataclass(kw_only=True)
class Verdict:
    lost: int = 0
    """Messages that never came, payments the bot does not know."""
    doubled: int = 0
    missing: int = 0
    """Follow-ups left in doubt that did not come."""
    disagreements: list[str] = field(default_factory=list)
    """Whatever is beyond the promise, each with whom it happened to."""

    def disagree(self, person: int, what: str) -> None:
        self.disagreements.append(f"person {person}: {what}")


def compare(peace: Walked, chaos: Walked) -> Verdict:
    """Everybody's chat, everything the bot has kept, and Telegram's till."""
    verdict = Verdict()
    for person in sorted(peace.chats.keys() | chaos.chats.keys()):
        _compare_chats(verdict, person, peace, chaos)
    for table, people in peace.kept.rows.items():
        others = chaos.kept.rows[table]
        for person in sorted(people.keys() | others.keys()):
            _compare_rows(verdict, person, table, people[person], others[person])
    for name, walk in (("peace", peace), ("chaos", chaos)):
        if unknown := walk.charges - walk.kept.charges:
            verdict.lost += len(unknown)
            verdict.disagreements.append(f"payments the bot of the walk in {name} does not know: {sorted(unknown)[:3]}")
        if made_up := {charge for charge in walk.kept.charges - walk.charges if not charge.startswith("manual")}:
            verdict.disagreements.append(f"payments nobody made in the walk in {name}: {sorted(made_up)[:3]}")
        if walk.kept.miscounted:
            verdict.disagreements.append(f"rollups of the walk in {name}: {walk.kept.miscounted[0]}")
    if peace.kept.unsent != chaos.kept.unsent:
        verdict.disagreements.append(f"messages not sent: {dict(peace.kept.unsent)} / {dict(chaos.kept.unsent)}")
    return verdict


def _compare_chats(verdict: Verdict, person: int, peace: Walked, chaos: Walked) -> None:
    saw, sees = peace.chats.get(person, []), chaos.chats.get(person, [])
    excused = Counter(chaos.kept.in_doubt.get(person, Counter()))
    doubled = 0
    for moment in sorted({seen.moment for seen in (*saw, *sees)}):
        before = [(seen.content, peace.kept.labels.get((person, seen.number))) for seen in saw if seen.moment == moment]
        after = [seen.content for seen in sees if seen.moment == moment]
        came, rest = Counter(after), dict[str, bool]()
        for content, label in before:
            if came[content] > 0:
                came[content] -= 1
                rest[content] = _is_follow_up(label)
            elif _is_excused(label, excused):
                verdict.missing += 1
            else:
                verdict.lost += 1
                verdict.disagree(person, f"at {moment} never saw {content[:80]!r}, but {after}")
        doubled += came.total()
        for content in +came:
            if rest.get(content, True):
                what = "a follow-up, again" if content in rest else "which nobody should have sent"
                verdict.disagree(person, f"at {moment} saw {content[:80]!r}, {what}")
        if list(dict.fromkeys(content for content in after if content in rest)) != list(rest):
            verdict.disagree(person, f"at {moment} saw in another order: {after}")
    verdict.doubled += doubled
    if doubled > chaos.again[person]:
        verdict.disagree(person, f"saw {doubled} messages again, but {chaos.again[person]} were on their way")


def _is_follow_up(label: tuple[str, str] | None) -> bool:
    """Whether it is one, or the media ahead of one."""
    return label is not None and label[0] in FOLLOW_UPS and "#" in label[1]


def _is_excused(label: tuple[str, str] | None, excused: Counter[str]) -> bool:
    """Whether it was a follow-up, or the media ahead of one, that the bot has left in doubt."""
    if label is None or not _is_follow_up(label) or not excused[label[1]]:
        return False
    excused[label[1]] -= 1
    return True


def _compare_rows(
    verdict: Verdict, person: int, table: str, before: Counter[tuple[str, ...]], after: Counter[tuple[str, ...]]
) -> None:
    if before == after:
        return
    missing, extra = sorted((before - after).elements()), sorted((after - before).elements())
    verdict.disagree(person, f"{table}: " + "; ".join(_difference(missing, extra)))


def _difference(missing: Sequence[tuple[str, ...]], extra: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The first row that differs: what it was in peace, what it is in chaos; of two alike only what differs."""
    if missing and extra:
        pairs = [(was, is_) for was, is_ in zip(missing[0], extra[0], strict=True) if was != is_]
        yield f"in peace {[was for was, _ in pairs]}, in chaos {[is_ for _, is_ in pairs]} of {missing[0]}"
    elif missing:
        yield f"only in peace {missing[0]}"
    else:
        yield f"only in chaos {extra[0]}"
    if max(len(missing), len(extra)) > 1:
        yield f"and {max(len(missing), len(extra)) - 1} more"
