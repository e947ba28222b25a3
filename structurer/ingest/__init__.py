"""Many letters: sources, journal, engine, limits, outputs. `job.ingest` is what programs call."""
