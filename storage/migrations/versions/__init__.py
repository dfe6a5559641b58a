"""The changes, oldest first by number; a change that was released is never edited."""
