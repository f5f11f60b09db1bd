"""How many complaints an organization received and resolved."""

import streamlit as st

from vocabulary.columns import word

st.title(word("complaints"), anchor=False)
