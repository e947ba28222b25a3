"""The model side: names, one client for local and hosted models, its two retry loops, and the cache of answers."""
