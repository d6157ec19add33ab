"""Maps as one HTML file that makes no network request.  Folium is imported on this floor and nowhere else."""

from corridor.maps.draw import draw
from corridor.maps.page import Drawing

__all__ = ["Drawing", "draw"]
