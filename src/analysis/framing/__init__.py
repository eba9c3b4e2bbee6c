"""What the story is made to be about, and in whose words: frames, terms, portrayal, hedging, keyness."""

from analysis.framing.frames import frames
from analysis.framing.portrayal import portrayal_counts, portrayals
from analysis.framing.profile import frame_evidence, frame_profile
from analysis.framing.terms import term_counts, terms

__all__ = ["frame_evidence", "frame_profile", "frames", "portrayal_counts", "portrayals", "term_counts", "terms"]
