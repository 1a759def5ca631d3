"""The panes of the window, one module each, blind to one another."""
