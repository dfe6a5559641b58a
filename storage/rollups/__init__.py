"""Figures that are counted while things happen: a report reads a few rows a day, however many journeys there are.

What one journey adds to a rollup follows from its facts alone, so a commit adds what came of it and takes back what
went, and a recount of all journeys gives the same rows.
"""
