"""Bringing a file in: received, mapped, planned, applied, undone. Each names its actor."""
