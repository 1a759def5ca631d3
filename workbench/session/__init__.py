"""The one place where state changes: the store, its commands and its history."""
