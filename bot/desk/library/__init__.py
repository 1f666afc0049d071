"""The library as admins see and change it."""
