"""The requested treatments of a letter: behind labels, in a table, in lists, or in sentences; with their reasons."""
