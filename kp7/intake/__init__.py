"""Workbooks: records out to Excel, and any office's own file in."""
