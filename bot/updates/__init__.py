"""Telegram's updates come in: by long polling or by a webhook, and each is acknowledged only after its commit."""
