"""The charts as Plotly figures, for the reader who asks to zoom and point; drawn by plotly.js basic (scatter only)."""

from portal.charts.figures.elements_chart import elements_figure
from portal.charts.figures.funnel_chart import funnel_figure
from portal.charts.figures.trend_chart import trend_figure

__all__ = ["elements_figure", "funnel_figure", "trend_figure"]
