"""Writing tables, pictures and the report, each with the recipe that makes it again."""
