"""What is kept: SQLModel tables in one database, and the rooms that read and write them."""
