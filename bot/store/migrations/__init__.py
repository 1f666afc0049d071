"""Alembic's migrations; they ship with the package and run when a command finds an older database."""
