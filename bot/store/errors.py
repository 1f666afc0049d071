"""The error that the store raises."""


class StoreError(Exception):
    """The database or the key cannot be used; its text is a complete Chinese sentence for the admin."""
