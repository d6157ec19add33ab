"""From the tables on disk to a `Network`: the only floor that knows files and columns."""
