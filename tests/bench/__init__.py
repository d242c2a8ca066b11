"""How fast the dashboard is, next to what Streamlit itself needs for one slider and one line: `make bench`.

Everything printed is measured in that one run; nothing is asserted and no file is written outside a temporary folder.
"""
