"""How fast, how even and how well: programs that measure, and the material they make for it."""
