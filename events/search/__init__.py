"""One search over every name and word that readers may see, in every script, that says why it found what it found."""
