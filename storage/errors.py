"""Why the database cannot be used, each reason a sentence with its remedy, for the person who runs the bot.

DatabaseError       it cannot be opened
ConflictError       somebody else has written the same first: load again and try again
"""


class DatabaseError(Exception):
    """The database cannot be opened; the text says why and what to do."""


class ConflictError(Exception):
    """Another writer was there first; nothing was written, so load again and try again."""
