"""How much work a page is, and how it grows with the record: `make bench`. Prints a table and fails nothing."""
