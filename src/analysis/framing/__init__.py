"""What the story is made to be about, and in whose words: frames, terms, portrayal, hedging, keyness."""
