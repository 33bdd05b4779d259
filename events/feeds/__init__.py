"""What changed, for programs that ask again and again."""
