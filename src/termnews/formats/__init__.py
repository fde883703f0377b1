"""Documents to values: feeds in XML and JSON, outlines, and files of articles.

`detect.parse` is the door for whatever a feed's address gave; nothing here does input or output.
"""
