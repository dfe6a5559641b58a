"""`/cohorts`: who started in the same week or month, and what became of them with time."""
