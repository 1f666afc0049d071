"""What admins do, whichever way they come: the web pages, the command line and Telegram are thin over it."""
