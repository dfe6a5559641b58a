"""The rollups counted anew from the facts: the first time, after a move to another time zone, or because one asks."""
