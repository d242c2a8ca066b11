"""The yardstick: what Streamlit needs for one slider and one line of text."""

import datetime as dt

import streamlit as st

day = st.slider("Date", dt.date(2018, 1, 1), dt.date(2020, 12, 31), dt.date(2019, 10, 6))
st.write(f"The day is {day.isoformat()}.")
