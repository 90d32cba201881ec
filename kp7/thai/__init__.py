"""พ.ศ. calendar, digits, text, names and national ids: pure functions."""
