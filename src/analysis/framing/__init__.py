"""What the story is made to be about, and in whose words: frames, terms, portrayal, hedging, keyness, comparison."""

from analysis.framing import compare
from analysis.framing.concordance import collocations, concordance
from analysis.framing.epithets import epithets
from analysis.framing.examples import example_figures, framed, read_taught
from analysis.framing.frames import contributions, frames, intercepts
from analysis.framing.hedging import hedges, hedging_counts
from analysis.framing.keyness import keyness, log_likelihood, log_odds
from analysis.framing.portrayal import agency, events, pairs, portrayal_counts, portrayals
from analysis.framing.profile import frame_evidence, frame_profile, frame_strip, frames_by_voice
from analysis.framing.terms import telling_word, term_counts, terms, terms_by

__all__ = [
    "agency",
    "collocations",
    "compare",
    "concordance",
    "contributions",
    "epithets",
    "events",
    "example_figures",
    "frame_evidence",
    "frame_profile",
    "frame_strip",
    "framed",
    "frames",
    "frames_by_voice",
    "hedges",
    "hedging_counts",
    "intercepts",
    "keyness",
    "log_likelihood",
    "log_odds",
    "pairs",
    "portrayal_counts",
    "portrayals",
    "read_taught",
    "telling_word",
    "term_counts",
    "terms",
    "terms_by",
]
