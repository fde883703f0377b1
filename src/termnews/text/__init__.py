"""Pure functions on text: cleaning, markup, dates, wrapping. Nothing here reads a file, a clock or a network."""
