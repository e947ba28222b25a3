"""What kinds of medical reviews share: the case summary, requested treatments, guidelines, reasons, credentials."""
