"""The language pipeline: articles in, tables of sentences, mentions, entities and quotes out. Nothing interactive."""
