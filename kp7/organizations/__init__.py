"""Provinces, local administrative organizations, posts and officers."""
