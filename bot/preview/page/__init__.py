"""The chat page owns no rule of the bot: these files only show, and play, what the page's API tells.

There is no build step: the browser loads these very files. They are never cached without asking, so that an
upgraded bot is never met by yesterday's page.
"""

from pathlib import Path
from typing import Final

from aiohttp import web

PAGE: Final = Path(__file__).parent

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

# What a bot says is shown here: nothing but the page's own files may run, and nobody may frame the page.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def routes() -> list[web.RouteDef]:
    """The page at `/` and its files under `/page/`; the API is expected at `/api/` of the same server."""
    return [web.get("/", _index), web.get("/page/{path:.+}", _file)]


async def _index(_request: web.Request) -> web.StreamResponse:
    return _served(PAGE / "index.html")


async def _file(request: web.Request) -> web.StreamResponse:
    wanted = (PAGE / request.match_info["path"]).resolve()
    if not wanted.is_relative_to(PAGE) or wanted.suffix not in _TYPES or not wanted.is_file():
        raise web.HTTPNotFound
    return _served(wanted)


def _served(file: Path) -> web.FileResponse:
    return web.FileResponse(
        file,
        headers={
            "Content-Type": _TYPES[file.suffix],
            "Cache-Control": "no-cache",
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        },
    )
