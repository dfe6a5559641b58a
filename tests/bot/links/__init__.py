"""Links that say where people come from."""
