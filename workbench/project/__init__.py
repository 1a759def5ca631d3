"""The project file: one SQLite database that holds what a person would miss."""
