"""Ways to be paid, over HTTP."""
