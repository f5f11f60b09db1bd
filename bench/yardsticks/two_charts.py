"""The same figures in two charts and one choice, as one writes them in Streamlit who knows what it costs:
figures are plain dicts, data are read once."""

import os

import pandas as pd
import streamlit as st


@st.cache_data
def lines() -> pd.DataFrame:
    """The lines of the budget."""
    return pd.read_csv(os.environ["BENCH_LINES"])


every = lines()
division = st.selectbox("Division", ["All", *sorted(every.division.unique())], key="division")
shown = every if division == "All" else every[every.division == division]
for column in ("plan", "expenditure_group"):
    sums = shown.groupby(column)[["allocation", "disbursed"]].sum()
    bars = [
        {"type": "bar", "name": name, "x": list(sums.index), "y": list(sums[name])} for name in sums.columns
    ]
    st.plotly_chart({"data": bars, "layout": {"title": {"text": column}}}, key=column, theme=None)
