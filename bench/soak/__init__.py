"""`make soak`: the bot at its limit for as long as one likes, and whether anything of it grows meanwhile."""
