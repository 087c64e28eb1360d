"""Questions as files, and what runs them."""
