"""One module for each format. A reader turns bytes into articles and refusals; it never guesses metadata."""
