"""Files that grow too large are found, one by one and on the whole."""

from pathlib import Path

from tools import sizes


def _files(project: Path, *lengths: int) -> list[str]:
    for number, length in enumerate(lengths):
        (project / "bot").mkdir(exist_ok=True)
        (project / "bot" / f"m{number}.py").write_text("x = 1\n" * length, encoding="utf-8")
    return list(sizes.breaches())


def test_small_files_are_fine(project: Path) -> None:
    assert _files(project, 10, 80, 300) == []


def test_a_file_above_the_most_is_named(project: Path) -> None:
    assert "bot/m3.py has 401 lines, the most is 400: split it" in _files(project, 10, 10, 10, 401)


def test_a_median_too_large_is_found(project: Path) -> None:
    assert _files(project, 81, 81, 10) == ["the median file has 81 lines, it should be at most 80"]


def test_too_many_large_files_are_found(project: Path) -> None:
    assert _files(project, *[10] * 18, 301, 301) == ["5 % of the files have more than 301 lines, it should be 300"]


def test_empty_files_and_package_files_do_not_flatter_the_median(project: Path) -> None:
    (project / "bot").mkdir()
    (project / "bot" / "__init__.py").write_text("x = 1\n", encoding="utf-8")
    for name in "abc":
        (project / "bot" / f"{name}.py").write_text("", encoding="utf-8")
    assert _files(project, 81) == ["the median file has 81 lines, it should be at most 80"]
