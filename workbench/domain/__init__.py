"""What everything else talks about: articles, spans, scope, focus, state and the names of table columns.

Nothing here reads files, computes measures or knows Qt. Importing it is cheap: pandas is only named in annotations.
"""
