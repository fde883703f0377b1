"""The fast lane: well-formed feeds of known shape, read by the XML parser of the standard library in one go.

It makes the elements that `reading` makes with feedparser's help, at a hundredth of the price, and is worth nothing
unless they are the same: whatever it is not sure of (a document type, elements where text is expected, text that
feedparser would recode, a namespace with another one's prefix) it leaves to the slow lane. Why it is safe, and how both
lanes are held together, stands in `docs/decisions/0015-fast-lane.md`.
"""
