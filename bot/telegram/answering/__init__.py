"""What can be done with an answer: read around it, cite it, say what it is worth, hand it to an admin."""
