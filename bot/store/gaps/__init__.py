"""Gaps in the database: what comes in, how it is grouped, and what is done about it."""
