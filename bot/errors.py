"""Errors an operator reads.

```
Exception
├── StartError                        the program cannot start: one sentence, exit status 1
├── storage.errors.DatabaseError      so does this, about the database
└── funnels…findings.ScriptError      so does this, a line for each mistake in the scripts
```
"""


class StartError(Exception):
    """The program cannot start; its text says what is wrong and what to do."""
