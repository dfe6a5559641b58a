"""The commands of the command line, one module each: `configure` adds its options, `run` gives the exit status."""
