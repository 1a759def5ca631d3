"""Measures: pure functions, tables in, tables out. No files, no drawing, no state."""
