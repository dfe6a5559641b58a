"""A driver's error becomes one sentence with a remedy, found in a table by the driver's own code."""

from collections.abc import Iterator

from storage.address import Address

_SQLITE = {
    "SQLITE_NOTADB": "{shown} is not a database: choose another file name, or bring back a backup.",
    "SQLITE_CORRUPT": "{shown} is damaged: bring back a backup.",
    "SQLITE_READONLY": "{shown} cannot be written: let the bot's user write the file and its folder.",
    "SQLITE_CANTOPEN": "{shown} cannot be opened: it must be a file in a folder the bot's user may write.",
    "SQLITE_BUSY": "{shown} is in use by another program: stop the other bot, then start this one again.",
    "SQLITE_FULL": "The disk of {shown} is full: make room, then start again.",
}
_POSTGRES = {
    "28P01": "{shown} does not accept this user and password: correct them in the database URL.",
    "28000": "{shown} does not let this user in: correct the user, or allow them in pg_hba.conf.",
    "3D000": "There is no database of that name at {shown}: make it with createdb, or correct the URL.",
    "42501": "This user may not create tables in {shown}: grant it CREATE on the schema public.",
    "25006": "{shown} can only be read: point the URL to the primary server.",
    "53300": "The server of {shown} has no connection free: raise max_connections, or stop what holds them.",
}
_UNREACHABLE = "The server of {shown} does not answer: start it, or correct host and port in the database URL."
_FOLDER = "The folder of {shown} cannot be made: choose one that the bot's user may write."


def explain(error: BaseException, address: Address) -> str | None:
    """The sentence for an error met while opening the database, or None for one that has none."""
    chain = list(_causes(error))
    for cause in chain:
        name = getattr(cause, "sqlite_errorname", None)
        sentence = _SQLITE.get("_".join(name.split("_")[:2])) if name else None
        sentence = sentence or _POSTGRES.get(str(getattr(cause, "sqlstate", "")))
        if sentence:
            return sentence.format(shown=address.shown)
    if any(isinstance(cause, OSError) for cause in chain):
        sentence = _FOLDER if address.dialect == "sqlite" else _UNREACHABLE
        return sentence.format(shown=address.shown)
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = getattr(error, "orig", None) or error.__cause__
