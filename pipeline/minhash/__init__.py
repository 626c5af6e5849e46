"""Stage 1: where may passages repeat? Shingles, MinHash, bands, and the join that yields candidates."""
