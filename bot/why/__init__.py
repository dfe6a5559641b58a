"""Why a person got, or did not get, a message: the story of a walk as text for the staff and as JSON for a program."""
