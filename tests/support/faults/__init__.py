"""What a machine, a disk, another program or a stranger can do to a project: each fault a function that gives an outcome.

Tests run each of them a few times; ``benchmarks/reliability.py`` runs them often and writes the table of outcomes.
"""
