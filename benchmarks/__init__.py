"""Measurements: one command (`make bench`), ratios against a bare limit or a peer in the same run."""
