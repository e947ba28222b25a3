"""A job on the machines of a Ray cluster: letters go out from one process that keeps the journal, results come back."""
