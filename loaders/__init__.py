"""Sources to validated records, to a diff, to the store."""
