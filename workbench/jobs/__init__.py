"""Running tasks outside the interface thread, with progress, cancel and latest-wins. No Qt."""
