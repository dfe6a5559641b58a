"""Spend that comes in."""
