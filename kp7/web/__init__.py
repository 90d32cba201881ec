"""HTML for people, a module per menu."""
