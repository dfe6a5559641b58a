"""Counted rows in, figures out: what the numbers of a funnel mean, and nothing about where they are kept."""
