"""An example of the settings that differs from the code is found."""

from pathlib import Path

from tools import environment


def _breaches_of(project: Path, old: str, new: str) -> list[str]:
    example = project / ".env.example"
    text = example.read_text(encoding="utf-8")
    assert old in text
    example.write_text(text.replace(old, new), encoding="utf-8")
    return list(environment.breaches())


def test_as_it_is_it_is_in_step(project: Path) -> None:
    assert list(environment.breaches()) == []


def test_a_setting_left_out_is_found(project: Path) -> None:
    (breach,) = _breaches_of(project, "\nHTTP_HOST=", "\n# HTTP_HOST=")
    assert "it must name exactly BOT_TOKEN," in breach


def test_a_setting_that_is_none_is_found(project: Path) -> None:
    first, *_ = _breaches_of(project, "\nHTTP_HOST=", "\nHTTP_NAME=x\nHTTP_HOST=")
    assert "it must name exactly" in first


def test_another_description_is_found(project: Path) -> None:
    (breach,) = _breaches_of(project, "Where the web server listens", "Somewhere")
    assert breach.startswith("the line above HTTP_HOST must be: # Where the web server listens")


def test_another_default_is_found(project: Path) -> None:
    assert _breaches_of(project, "HTTP_PORT=8080", "HTTP_PORT=80") == ["HTTP_PORT shows `80`, its default is `8080`"]
