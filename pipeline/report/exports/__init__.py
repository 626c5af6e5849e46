"""What other programs read: each module writes one format, from the published tables to text."""
