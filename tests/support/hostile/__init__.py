"""Files that are made to break the reading of files, and what must hold all the same."""
