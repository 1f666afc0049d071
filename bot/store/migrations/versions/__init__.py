"""One module a migration, named for what it brings."""
