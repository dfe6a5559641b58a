"""The application: Telegram in and out, the clock, the owners' reports, the preview, the command line."""

from bot import deferred_models

deferred_models.defer()
