"""Who said what: quotations with their cues, contents and resolved speakers."""
