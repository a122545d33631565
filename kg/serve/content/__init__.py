"""What the pages show, as plain values: the JSON interface sends them as they are, the templates put them in words."""
