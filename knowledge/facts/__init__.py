"""What a document says about itself: title, number, issuer, dates, and the titles that it mentions."""
