"""Readers: one module a format, each from the decoded file to text and blocks."""
