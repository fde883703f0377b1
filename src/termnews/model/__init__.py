"""Values that every layer shares: feeds, entries, articles, changes, errors.

Nothing here does input or output, and nothing here imports a third-party package.
"""
