"""What a marketer can get wrong, and the exact words that say where, what, and what to write instead."""

import re
from pathlib import Path

import pytest

from funnels.definition.document import FILE, read
from funnels.definition.examine import examine_file, examine_files
from funnels.definition.findings import ScriptError
from funnels.definition.load import load_folder, load_version
from tests.funnels.scripts import checked

CASES = [case for path in sorted(Path(__file__).parent.glob("broken/*.yaml")) for case in read(path).data]
"""Each has a `script` and the errors it `says`, or the warnings it `warns` of when there is no error."""

BROKEN = [case for case in CASES if "says" in case]
UNWISE = [case for case in CASES if "warns" in case]
MEANT = ", or end the line with `# voronka: ok`"
"""Every warning ends with it."""


def long(text: str) -> str:
    """`a*65` stands for 65 letters."""
    return re.sub(r"\ba\*(\d+)\b", lambda found: "a" * int(found[1]), text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A funnel's folder with some media."""
    (tmp_path / "media").mkdir()
    for name, size in (("cover.jpg", 1), ("book.pdf", 1), ("empty.pdf", 0)):
        (tmp_path / "media" / name).write_bytes(b"x" * size)
    return tmp_path


@pytest.mark.parametrize("case", BROKEN, ids=[case["name"] for case in BROKEN])
def test_a_broken_script_is_answered_with_the_place_and_the_remedy(case: dict[str, str], folder: Path) -> None:
    with pytest.raises(ScriptError) as refused:
        checked(long(case["script"]), folder)
    said = str(refused.value).replace(f"{folder / FILE}:", "").replace(str(folder), "FOLDER")
    assert said == long(case["says"]).rstrip()


@pytest.mark.parametrize("case", UNWISE, ids=[case["name"] for case in UNWISE])
def test_an_unwise_script_can_be_walked_and_is_warned_of(case: dict[str, str], folder: Path) -> None:
    assert checked(case["script"], folder).order
    found = examine_file(folder / FILE).findings
    said = "\n".join(map(str, found)).replace(f"{folder / FILE}:", "").replace(MEANT, "")
    assert {finding.severity for finding in found} <= {"warning"}
    assert said == case["warns"].rstrip()


@pytest.mark.parametrize("case", UNWISE, ids=[case["name"] for case in UNWISE])
def test_a_warning_is_silenced_on_its_line(case: dict[str, str], folder: Path) -> None:
    checked(case["script"], folder)
    lines = (folder / FILE).read_text(encoding="utf-8").split("\n")
    for finding in examine_file(folder / FILE).findings:
        lines[finding.line - 1] += "  # voronka: ok, so it is meant"
    (folder / FILE).write_text("\n".join(lines), encoding="utf-8")
    assert examine_file(folder / FILE).findings == ()


def test_an_error_is_not_silenced(folder: Path) -> None:
    with pytest.raises(ScriptError, match="`titel` is not known here"):
        checked(f"funnel: f\ntitel: F  # voronka: ok\n{HELLO}", folder)


def test_there_is_no_case_twice() -> None:
    assert len({case["name"] for case in CASES}) == len({case["script"] for case in CASES}) == len(CASES)
    assert len(BROKEN) + len(UNWISE) == len(CASES)


def test_a_file_over_telegrams_size_is_refused(folder: Path) -> None:
    with (folder / "media" / "cover.jpg").open("wb") as file:
        file.truncate(10 * 1024 * 1024 + 1)
    with pytest.raises(ScriptError, match=r"7:12: `media/cover.jpg` has 11 MB, Telegram takes 10; make it smaller"):
        checked(
            "funnel: f\nstages:\n- stage: one\n  steps:\n  - wait: 1 day\n  - message: a\n    photo: media/cover.jpg",
            folder,
        )


def test_a_link_out_of_the_folder_is_refused(folder: Path) -> None:
    (folder / "media" / "book.pdf").unlink()
    (folder / "media" / "book.pdf").symlink_to("/etc/passwd")
    with pytest.raises(ScriptError, match="leads outside the funnel's folder; copy the file into media/"):
        checked("funnel: f\nstages:\n- stage: one\n  steps: [{message: a, document: media/book.pdf}]", folder)


def test_a_tag_on_the_way_may_end_a_loop(folder: Path) -> None:
    script = """
funnel: f
stages:
  - stage: one
    steps:
      - if: tags contains "seen"
        id: again
        then: end
      - tag: seen
      - goto: again
"""
    assert checked(script, folder).order == ("one.again", "one.2", "one.3")


def test_an_accepted_version_is_not_checked_anew() -> None:
    text = "funnel: f\nstages:\n- stage: one\n  steps: [{message: '{{ price }}', photo: gone.jpg}, end, {message: a}]"
    assert load_version(text, funnel="f", version=3).version == 3


# Funnels beside each other

HELLO = "stages: [{stage: one, steps: [{message: Hello}]}]"


def funnels(folder: Path, **scripts: str) -> str:
    """What is said of a folder with these funnels, without the way to it."""
    for name, text in scripts.items():
        (folder / name).mkdir()
        (folder / name / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError) as refused:
        load_folder(folder)
    return str(refused.value).replace(f"{folder}", "FOLDER")


def test_two_default_funnels(tmp_path: Path) -> None:
    start = "start:\n  default: true"
    said = funnels(tmp_path, a=f"funnel: a\n{start}\n{HELLO}", b=f"funnel: b\n{start}\n{HELLO}")
    assert said == (
        "FOLDER/b/funnel.yaml:3:12: a bare /start begins one funnel, and `a` is the default funnel already; "
        "leave `default: true` in one of the two"
    )


def test_one_link_in_two_funnels(tmp_path: Path) -> None:
    said = funnels(
        tmp_path,
        a=f"funnel: a\nstart: {{links: [book]}}\n{HELLO}",
        b=f"funnel: b\nstart: {{links: [gift, book]}}\n{HELLO}",
    )
    assert said == "FOLDER/b/funnel.yaml:2:23: the link `book` belongs to the funnel `a` already; choose another word"


def test_a_funnel_in_the_folder_of_another_name(tmp_path: Path) -> None:
    said = funnels(tmp_path, a=f"funnel: b\n{HELLO}")
    assert said == "FOLDER/a/funnel.yaml:1:9: the funnel `b` is in the folder `a`; give both the same name"


def test_every_funnel_is_checked_and_each_finding_names_its_file(tmp_path: Path) -> None:
    said = funnels(tmp_path, a=f"funnel: a\ntitel: A\n{HELLO}", b="funnel: b", c=f"funnel: c\n{HELLO}")
    assert said.split("\n") == [
        "FOLDER/a/funnel.yaml:2:1: `titel` is not known here; did you mean `title`?",
        "FOLDER/b/funnel.yaml:1:1: `stages` is missing; add a line `stages: …` here",
    ]


def test_a_folder_without_funnels(tmp_path: Path) -> None:
    said = funnels(tmp_path)
    assert (
        said
        == "FOLDER:1:1: there is no funnel here; make a folder with a funnel.yaml in it: FOLDER/my-funnel/funnel.yaml"
    )


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="there is no such folder; set FUNNELS_DIR to the folder with your funnels"):
        load_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "way", ["fallback: {handoff: true}", "menu: [{command: human, message: A person will answer., handoff: true}]"]
)
def test_who_can_reach_a_human_is_not_warned_of(way: str, folder: Path) -> None:
    checked(f"funnel: test\nstages: [{{stage: one, steps: [{{message: Hello}}]}}]\n{way}\n", folder)
    assert examine_file(folder / FILE).findings == ()


def test_a_consultation_to_book_is_something_for_who_has_bought(folder: Path) -> None:
    checked(
        """
funnel: test
products: {talk: {title: Talk, stars: 100, deliver: {text: Here}}}
fallback: {handoff: true}
stages:
  - stage: one
    goal: paid talk
    steps: [{offer: talk, text: The talk., deadline: 1 day}]  # voronka: ok
  - stage: two
    goal: booked
    steps: [{goal: booked}]
""",
        folder,
    )
    assert examine_file(folder / FILE).findings == ()


def test_funnels_of_two_folders_may_be_meant_for_two_bots(tmp_path: Path) -> None:
    files = [tmp_path / "mine" / "a" / FILE, tmp_path / "yours" / "b" / FILE]
    for file in files:
        file.parent.mkdir(parents=True)
        file.write_text(f"funnel: {file.parent.name}\nstart: {{default: true}}\n{HELLO}", encoding="utf-8")
    (said,) = [one.remedy for one in examine_files(files)[1].findings if one.severity == "error"]
    assert said.endswith("in one of the two, or check each folder by itself: a bot publishes one")


GOAL = "funnel: shows\nstages: [{stage: one, steps: [{message: Hello}, {goal: webinar_seen}, {goal: lesson_1}]}]"


@pytest.mark.parametrize(
    ("waits", "warned"),
    [
        (
            "start: {events: [Webinar_sen]}",
            ["2:18: no funnel meets the goal `Webinar_sen`, and `shows` meets `webinar_seen`"],
        ),
        ("start: {events: webinar_senn}", ["2:17: no funnel meets the goal `webinar_senn`, and `shows` meets"]),
        ("start: {events: [webinar_senn]} # voronka: ok", []),
        ("start: {events: [webinar_seen, webinar_left, lesson_2]}", []),
    ],
)
def test_an_event_called_nearly_as_a_goal_of_another_funnel(tmp_path: Path, waits: str, warned: list[str]) -> None:
    for name, text in {"shows": GOAL, "waits": f"funnel: waits\n{waits}\n{HELLO}"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / FILE).write_text(text, encoding="utf-8")
    assert [script.funnel for script in load_folder(tmp_path)] == ["shows", "waits"]
    found = examine_files([tmp_path / name / FILE for name in ("shows", "waits")])[1].findings
    events = [str(one).rpartition(f"{FILE}:")[2] for one in found if "no funnel meets" in one.problem]
    assert [one.startswith(begins) for one, begins in zip(events, warned, strict=True)] == [True] * len(warned)
    assert all("did you mean `webinar_seen`?" in one for one in events)


def test_an_event_called_nearly_as_a_goal_of_its_own_funnel_is_another(tmp_path: Path) -> None:
    text = GOAL.replace("shows\n", "shows\nstart: {events: [webinar_senn]}\n")
    (tmp_path / "shows").mkdir()
    (tmp_path / "shows" / FILE).write_text(text, encoding="utf-8")
    found = examine_files([tmp_path / "shows" / FILE])[0].findings
    assert not [one for one in found if "no funnel meets" in one.problem]
