"""The figures as the pandas stack makes them: numbers as the release gives them, in pandas, drawn with matplotlib."""

import io
import tomllib
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
COLOR = tomllib.loads((TEMPLATES / "two-sessions" / "theme.toml").read_text())["color"]
WIDTH, HEIGHT = 162 / 25.4, 62 / 25.4  # inches

for face in (TEMPLATES / "fonts").glob("*Sans*.ttf"):
    font_manager.fontManager.addfont(face)
plt.rcParams |= {
    "font.family": ["Source Sans 3", "Noto Sans SC"],
    "font.size": 7.5,
    "text.color": COLOR["text"],
    "axes.edgecolor": COLOR["rule"],
    "axes.linewidth": 0.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": COLOR["muted"],
    "ytick.color": COLOR["muted"],
    "svg.fonttype": "none",  # text stays text, as in the other contenders
    "svg.hashsalt": "briefing",
}


def draw(block: dict, lang: str, factor: float) -> str:
    """A figure of the briefing as SVG."""
    figure, axes = plt.subplots(figsize=(WIDTH, HEIGHT), layout="constrained")
    FORMS[block["form"]](axes, block, lang, factor)
    sheet = io.StringIO()
    figure.savefig(sheet, format="svg", metadata={"Date": None})
    plt.close(figure)
    return sheet.getvalue()


def table(rows: list, factor: float, columns=None) -> pd.DataFrame:
    """What rows are called × their numbers."""
    values = [row["values"] for row in rows]
    return pd.DataFrame(values, index=[row["label"] for row in rows], columns=columns) * factor


def colors(rows: list) -> list:
    return [COLOR["parts"][it] if isinstance(it, int) else COLOR[it] for it in (row["color"] for row in rows)]


def printed(value: float) -> str:
    if abs(value) > 1e8:
        return f"{value / 1e8:.1f}"
    return f"{value:.0f}" if abs(value) > 1000 else f"{value:.1f}"


def timeline(axes, block, lang, factor):
    for y, stone in enumerate(block["rows"]):
        axes.plot(0, -y, "o", color=COLOR["accent"], markersize=4)
        axes.text(0.02, -y, stone["label"], va="center", weight="bold", color=COLOR["accent"])
        axes.text(0.12, -y, wrapped(stone["text"], lang, 110), va="center")
    axes.axvline(0, color=COLOR["muted"], linewidth=0.8, zorder=0)
    axes.set(xlim=(-0.02, 1))
    axes.axis("off")


def trend(axes, block, lang, factor):
    """A line a row, named at its end."""
    values = table(block["rows"], factor, block["years"])
    for (name, row), color in zip(values.iterrows(), colors(block["rows"])):
        axes.plot(values.columns, row, color=color, linewidth=1.6, marker="o", markersize=3)
        axes.text(len(row) - 0.96, row.iloc[-1], f"{printed(row.iloc[-1])} {name}", color=color, va="center")
    axes.set_xlim(-0.15, len(values.columns) - 0.4)


def ranks(axes, block, lang, factor):
    trend(axes, block, lang, factor)
    axes.invert_yaxis()


def ranked(axes, block, lang, factor):
    values = table(block["rows"], factor).iloc[::-1, 0]
    drawn = axes.barh(range(len(values)), values, color=colors(block["rows"])[::-1], height=0.7)
    axes.bar_label(drawn, fmt="{:.2f}", padding=3)
    axes.set_yticks(range(len(values)), values.index)


def columns(axes, block, lang, factor, stacked=False):
    values, below = table(block["rows"], factor, block["years"]), 0
    for place, ((name, row), color) in enumerate(zip(values.iterrows(), colors(block["rows"]))):
        xs = [x if stacked else x + 0.36 * (place - 0.5) for x in range(len(row))]
        drawn = axes.bar(xs, row, bottom=below, width=0.34, color=color, label=name)
        axes.bar_label(drawn, labels=map(printed, row), color=color)
        below = below + row if stacked else 0
    axes.set_xticks(range(len(values.columns)), values.columns)
    axes.legend(frameon=False, ncols=2, loc="upper left")


def stacked(axes, block, lang, factor):
    columns(axes, block, lang, factor, stacked=True)


def scatter(axes, block, lang, factor):
    for (name, (x, y)), color in zip(table(block["rows"], factor).iterrows(), colors(block["rows"])):
        if name == block["cross"]:
            axes.axvline(x, color=COLOR["muted"], linewidth=0.8)
            axes.axhline(y, color=COLOR["muted"], linewidth=0.8)
        else:
            axes.plot(x, y, "o", color=color, markersize=5)
        axes.annotate(name, (x, y), (5, 3), textcoords="offset points", color=color)
    for place, name in enumerate(block["names"]):
        x, y = place % 2, 1 - place // 2
        sides = {"ha": ("left", "right")[x], "va": ("bottom", "top")[y]}
        axes.text(x, y, name, transform=axes.transAxes, color=COLOR["muted"], **sides)


def multiples(axes, block, lang, factor):
    axes.axis("off")
    for place, rows in enumerate(block["panels"]):
        values = table(rows, factor).iloc[::-1, 0]
        inner = axes.inset_axes((place * 0.25 + 0.1, 0, 0.13, 0.8))
        drawn = inner.barh(range(len(values)), values, color=colors(rows)[::-1], height=0.7)
        inner.bar_label(drawn, fmt="{:.1f}", padding=2)
        inner.set_yticks(range(len(values)), values.index if place == 0 else [""] * len(values))
        inner.set_title(wrapped(block["titles"][place], lang, 20), loc="left", size=7.5, weight="bold")
        inner.set_xticks([])


def wrapped(text: str, lang: str, width: int) -> str:
    """matplotlib breaks no lines at a width; Chinese has no spaces to break at."""
    if lang == "zh":
        width //= 2
        return "\n".join(text[start : start + width] for start in range(0, len(text), width))
    rows = [""]
    for word in text.split():
        rows = (
            [*rows, word] if len(rows[-1]) + len(word) > width else [*rows[:-1], f"{rows[-1]} {word}".strip()]
        )
    return "\n".join(rows)


FORMS = {
    "timeline": timeline,
    "lines": trend,
    "ranks": ranks,
    "ranked-bars": ranked,
    "bars": columns,
    "stacked-bars": stacked,
    "scatter": scatter,
    "multiples": multiples,
}
