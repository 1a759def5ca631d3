"""Charts: ``draw_x(figure, table, style) -> HitMap`` and ``describe_x(table) -> str``. No measure is computed here."""
