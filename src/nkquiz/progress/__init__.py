"""What was answered, kept in one SQLite database, and what follows from it: when each claim is due, and statistics."""
