"""How each effect becomes rows: one file a table, gathered for the whole batch and written once."""
