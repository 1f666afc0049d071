"""A question becomes a cited answer. May import knowledge; knows no Telegram and no database."""
