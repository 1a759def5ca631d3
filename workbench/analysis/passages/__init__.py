"""Passages of several outlets that say the same: pairs of sentences, their groups, and how the wording differs."""
