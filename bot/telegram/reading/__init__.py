"""The documents of the library, read and subscribed to."""
