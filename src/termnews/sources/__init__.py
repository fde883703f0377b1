"""Where documents come from: the web, local files and folders, the installed samples.

A source brings bytes and says how the next check should go; it never reads what is in them.
"""
