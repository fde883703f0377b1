"""Widgets: each draws one thing and knows none of the others."""
