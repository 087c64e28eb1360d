"""Streamlit pages and the network component."""
