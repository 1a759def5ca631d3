"""Sentences as points in a space of meaning: close ones say the same in other words. Offline, on the processor.

The model and the libraries that run it are optional. Everything else works without them, and says what is missing.
"""
