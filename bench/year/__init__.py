"""A year of many people in a funnel of eight stages, made by DuckDB; the same every time, for chance is a hash."""
