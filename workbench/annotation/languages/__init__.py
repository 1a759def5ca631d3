"""What differs from language to language: codes and names, telling them apart, models, word lists, schemes of labels."""
