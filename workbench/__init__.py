"""Counterpoint: a workbench for comparing how outlets cover the same story."""

__version__ = "0.1.0"
