"""Pages that people look at: each one file, with everything in it and nothing loaded from elsewhere."""
