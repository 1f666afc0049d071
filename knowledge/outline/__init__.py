"""Sentences, headings, enumerations and speakers: the outline of a text."""
