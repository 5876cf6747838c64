"""What was answered, kept in one SQLite database."""
