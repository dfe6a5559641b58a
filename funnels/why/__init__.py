"""Why a person got, or did not get, a message: rows in, lines out; `past`: what became of them, `ahead`: what comes."""
