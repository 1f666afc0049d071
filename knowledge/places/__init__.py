"""The administrative divisions of China, their names, and where a text names them."""
