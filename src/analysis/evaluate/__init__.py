"""Scores against gold annotations; one module a layer, used by the command and the gate alike."""
