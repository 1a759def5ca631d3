"""From sources to articles: readers, canonical text, metadata with its source, boilerplate."""
