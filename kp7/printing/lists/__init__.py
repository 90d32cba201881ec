"""Lists and reports on paper: what a page shows as tables, as clean pages of A4."""
