"""What an edition is built of: the analyses of its documents, laid out in arrays and reused by the next."""
