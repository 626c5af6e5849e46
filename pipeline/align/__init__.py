"""Stage 2: from candidates to passages, aligned word by word."""
