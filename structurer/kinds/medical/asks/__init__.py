"""What is asked about letters of medical reviews: their case summary, and their items."""
