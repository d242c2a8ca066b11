"""The yardstick for a page with a picture: what Streamlit needs for one Plotly figure of so many marks."""

import os

import plotly.graph_objects as go
import streamlit as st

marks = range(int(os.environ.get("MARKS", "741")))
st.plotly_chart(go.Figure(go.Scatter(x=[*marks], y=[n * n % 97 for n in marks], mode="markers")))
