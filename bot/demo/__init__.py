"""The demo: one prospect's walk as a chat in the terminal, then a crowd on the same bot, then the owner's report."""
