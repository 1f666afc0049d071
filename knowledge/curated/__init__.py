"""What people of the organisation write for the library: answers to questions, and words."""

FOLDERS = ("answers", "words")  # of sources/, which hold no documents
