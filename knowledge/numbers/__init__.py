"""Quantities, ordinals, years and dates, however they are written."""
