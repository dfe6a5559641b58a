"""Which links Telegram takes, and how it writes them: the host in lower case, the path at least `/`."""

import re

AUTHORITY = re.compile(r"^(?:([^:/?#@\[\]]*)://)?([^/?#]*)(.*)$", re.DOTALL)
OWN_SCHEME = re.compile(r"^(tg|ton|tonsite):(?://)?", re.IGNORECASE)
HOST = re.compile(r"^(?:[A-Za-z0-9.\-_!$,~*'();&+=]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])+$")
OWN_HOST = re.compile(r"^[A-Za-z0-9_-]+$")
USER_LINK = re.compile(r"^tg:(?://)?user\?id=([0-9]+)$", re.IGNORECASE)
HIGHEST_PORT = 65535


class LinkError(ValueError):
    """Telegram's words on what is wrong with a link."""


def user_of(link: str) -> int | None:
    """The person that a `tg://user?id=...` link points at."""
    found = USER_LINK.match(link)
    return int(found.group(1)) if found else None


def checked(link: str) -> str:
    """The link as Telegram stores it.

    Raises:
        LinkError: it is none.
    """
    own = OWN_SCHEME.match(link)
    if own:
        scheme, rest = own.group(1).lower(), link[own.end() :]
        _, host, path = split(rest)
        if not OWN_HOST.match(host):
            raise LinkError("Unallowed characters in URL host")
        return f"{scheme}://{host}{path}"
    scheme, authority, path = split(link)
    scheme = (scheme or "http").lower()
    if scheme not in {"http", "https"}:
        raise LinkError("Unsupported URL protocol")
    host = _host(authority)
    if "." not in host and not host.startswith("["):
        raise LinkError("Wrong HTTP URL")
    path = path.rstrip()
    if not path.startswith("/"):
        path = f"/{path}"
    return f"{scheme}://{authority.lower()}{''.join(map(_escaped, path))}"


def split(link: str) -> tuple[str, str, str]:
    found = AUTHORITY.match(link)
    return (found.group(1) or "", found.group(2), found.group(3)) if found else ("", "", "")


def _host(authority: str) -> str:
    host = authority.rpartition("@")[2]
    name, colon, port = host.rpartition(":")
    if colon and not host.endswith("]"):
        if not port.isdecimal() or not 0 < int(port) <= HIGHEST_PORT:
            raise LinkError("Wrong port number specified in the URL")
        host = name
    if not host:
        raise LinkError("URL host is empty")
    if host == ".":
        raise LinkError("Host is invalid")
    if not host.startswith("[") and not HOST.match(host):
        raise LinkError("Disallowed character in URL host")
    return host


def _escaped(char: str) -> str:
    return f"%{ord(char):02X}" if char <= " " else char
