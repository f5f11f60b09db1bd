"""Streamlit's hello, world: two charts."""

import plotly.express as px
import streamlit as st

st.title("Hello, world")
for draw in (px.bar, px.line):
    st.plotly_chart(draw(x=["a", "b", "c"], y=[1, 3, 2]))
