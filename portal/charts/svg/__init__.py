"""Static charts as inline SVG: no style attribute, no script, readable at 320 units of width."""

from portal.charts.svg.badge_chart import BadgeWords, badge
from portal.charts.svg.band_chart import band
from portal.charts.svg.days_chart import days
from portal.charts.svg.elements_chart import elements
from portal.charts.svg.funnel_chart import funnel
from portal.charts.svg.trend_chart import trend

__all__ = ["BadgeWords", "badge", "band", "days", "elements", "funnel", "trend"]
