"""Screens: the three panes, and what opens above them."""
