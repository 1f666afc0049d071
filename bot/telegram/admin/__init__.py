"""What admins do in a chat: thin over bot.desk."""
