"""Pages that draw no chart do not pay for one."""

import subprocess
import sys

CODE = """
import sys
from app.charts import burnup, kpi_trend, scales, sparkline, theme
print("numpy" in sys.modules, "matplotlib" in sys.modules)
from app.charts import burnup_plot, png, trend_plot
print("matplotlib" in sys.modules, "matplotlib.pyplot" in sys.modules)
"""


def test_a_drawing_library_is_loaded_when_the_first_chart_is_drawn_and_never_pyplot():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["False False", "True False"]
