"""Who copies whom, and why we say so; and which passages belong together."""
