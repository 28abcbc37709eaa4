"""Domain values drawn as static SVG and as Plotly figures; words and printed numbers come in as arguments."""
