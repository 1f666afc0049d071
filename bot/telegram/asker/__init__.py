"""What belongs to somebody who asks: past questions, privacy, questions that come in other ways."""
