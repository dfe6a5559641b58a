"""What the bot tells the owners by itself: a digest of each funnel, and alerts when something breaks.

Each is told once, also after a restart, and however many processes there are: whoever writes its name into `told` puts
it into the outbox in the same transaction.
"""
