"""Talks to people: Telegram, the web page, the command line. May import retrieval and knowledge."""
