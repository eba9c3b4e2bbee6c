"""Files to the articles table: knows formats and encodings, nothing of Arabic.

One row per input, always: an unreadable file or a broken line is a row with empty text and a `problem`.
"""
