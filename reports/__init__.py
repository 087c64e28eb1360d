"""Layouts, pictures and documents made from answers."""
