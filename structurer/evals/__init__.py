"""The eval harness: suites of labelled letters, scores with their uncertainty, comparison, gates and reports."""
