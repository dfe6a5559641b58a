"""Dialogues: a script's tests, written by the marketer and played by the real engine on a moved clock."""
