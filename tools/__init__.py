"""What `make check` runs beside the linters: rules of the project that no linter knows."""
