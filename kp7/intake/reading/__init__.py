"""Spreadsheets that arrive from anywhere: told by content, read apart, given as plain cells.

`read` is the way in. It sends the bytes to a process of its own (`child`); what that
process answers is checked before anything is made of it.
"""

from kp7.intake.reading.reader import read

__all__ = ["read"]
