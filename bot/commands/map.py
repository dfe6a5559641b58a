"""Draw a funnel's script: stages, steps, and where each button and outcome leads. As SVG, PNG or Mermaid."""

import argparse
from pathlib import Path

from bot.errors import StartError
from bot.output import write_result
from bot.reports.charts import to_png
from bot.reports.map_picture.picture import map_svg
from bot.settings import read_settings
from funnels.definition.document import FILE
from funnels.definition.load import load
from funnels.map.mermaid import mermaid
from funnels.map.reading import map_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Which funnel, and how to show it."""
    parser.add_argument("funnel", help=f"the funnel's name, or the path to its folder or its {FILE}")
    parser.add_argument("--format", choices=("svg", "mermaid", "png"), default="svg", help="default: svg")
    parser.add_argument("--output", type=Path, help="a file instead of standard output")


def run(options: argparse.Namespace) -> int:
    """Write the map; raises ScriptError when the script has mistakes."""
    settings = read_settings()
    funnel = map_of(load(_file(options.funnel, settings.funnels_dir), timezone=settings.timezone))
    match options.format:
        case "mermaid":
            content = mermaid(funnel).encode()
        case "png":
            content = to_png(map_svg(funnel))
        case _:
            content = map_svg(funnel).encode()
    write_result(content, options.output, is_picture=options.format == "png")
    return 0


def _file(given: str, folder: Path) -> Path:
    for file in (folder / given / FILE, Path(given) / FILE, Path(given)):
        if file.is_file():
            return file
    known = ", ".join(sorted(path.parent.name for path in folder.glob(f"*/{FILE}"))) or "none"
    raise StartError(f"There is no funnel `{given}` in {folder}, and no such file. There are: {known}.")
