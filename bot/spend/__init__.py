"""Spend comes in: from the sheets of ad cabinets, or in a message. Nothing here knows Telegram or the database."""
