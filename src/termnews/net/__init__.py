"""The network: asking servers politely, within limits, and understanding how they answer.

Nothing here knows feeds' contents or the library.
"""
