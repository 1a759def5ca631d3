"""What is open, and the one catalogue of tables and charts made from it for window, command line and report."""
