"""The positional token store and its query language: counts, positions, contexts. Nothing here knows outlets or quotes by name."""
