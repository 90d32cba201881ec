"""Invented people to try kp7 with: the same on every machine, and plainly nobody."""
