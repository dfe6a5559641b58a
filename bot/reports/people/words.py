"""What `/people` says of a funnel."""

from dataclasses import dataclass

NAME = {"ru": "Люди", "en": "People"}


@dataclass(frozen=True, kw_only=True)
class PeopleWords:
    """Telegram HTML with named places."""

    nobody: str
    inside: str
    passed: str
    lost: str
    longest: str
    no_stage: str


WORDS = {
    "ru": PeopleWords(
        nobody="Сейчас здесь никого нет.",
        inside="внутри <b>{n}</b>",
        passed="уже прошли {n}",
        lost="молчат {n}",
        longest="<b>Ждут дольше всех</b>",
        no_stage="Этапа «{word}» нет. Есть такие: {stages}",
    ),
    "en": PeopleWords(
        nobody="Nobody is here now.",
        inside="inside <b>{n}</b>",
        passed="passed, still here {n}",
        lost="silent {n}",
        longest="<b>Waiting longest</b>",
        no_stage="There is no stage “{word}”. There are these: {stages}",
    ),
}
