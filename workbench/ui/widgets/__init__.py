"""Parts that several panes are built of."""
