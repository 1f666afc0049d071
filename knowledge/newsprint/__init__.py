"""What is damaged in text taken from print, and what its lines and columns tell."""
