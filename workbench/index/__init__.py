"""The positional token store and its query language: counts, positions, contexts. Outlets and quotes are not known here."""
