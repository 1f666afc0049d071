"""Documents and their structure. Imports neither bot nor retrieval."""
