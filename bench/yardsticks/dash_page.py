"""The same figures in two charts and one choice, in Dash: python dash_page.py PORT LINES.csv"""

import sys

import pandas as pd
from dash import Dash, Input, Output, dcc, html

port, path = sys.argv[1:]
every = pd.read_csv(path)
app = Dash(__name__, serve_locally=True)
app.layout = html.Div(
    [
        dcc.Dropdown(["All", *sorted(every.division.unique())], "All", id="division", clearable=False),
        *(dcc.Graph(id=column) for column in ("plan", "expenditure_group")),
    ]
)


@app.callback(Output("plan", "figure"), Output("expenditure_group", "figure"), Input("division", "value"))
def draw(division: str) -> list[dict[str, object]]:
    """Both charts for what was chosen."""
    shown = every if division == "All" else every[every.division == division]
    figures = []
    for column in ("plan", "expenditure_group"):
        sums = shown.groupby(column)[["allocation", "disbursed"]].sum()
        bars = [
            {"type": "bar", "name": name, "x": list(sums.index), "y": list(sums[name])}
            for name in sums.columns
        ]
        figures.append({"data": bars, "layout": {"title": {"text": column}}})
    return figures


app.run(host="127.0.0.1", port=int(port), debug=False)
