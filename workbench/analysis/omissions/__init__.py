"""What each outlet of a story covers, and the sentence that comes nearest to what it leaves out."""
