"""Speed, as ratios measured in one run: machines are noisy, ratios of alternating pairs less so."""
