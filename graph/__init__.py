"""The model, the store and what the facts mean; imports nothing of ours."""
