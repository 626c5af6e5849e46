"""Whom documents say they quote: the words that say it, what they cover, and the work they name."""
