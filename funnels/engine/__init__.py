"""The pure engine: inputs that happened go in, a new journey and effects that must happen come out."""
