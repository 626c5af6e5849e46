"""Files to documents, documents to words with their places."""
