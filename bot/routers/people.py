"""Who an update comes from, in the engine's words."""

from aiogram.types import User

from bot.incoming import Profile


def profile_of(user: User) -> Profile:
    """The names and the language Telegram tells with an update."""
    return Profile(
        first_name=user.first_name,
        last_name=user.last_name or "",
        username=user.username or "",
        language=user.language_code or "",
    )
