"""The twelve figures as the pandas stack makes them: metrics with pandas, drawings with matplotlib.

The plan says which facts a figure shows; `Tables` works them out from the tables of `inputs/`.
"""

import io
import tomllib
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager

ROOT = Path(__file__).resolve().parents[2]
INPUTS, TEMPLATES = ROOT / "inputs", ROOT / "templates"
PLAN = tomllib.loads((TEMPLATES / "two-sessions" / "briefing.toml").read_text())
COLOR = tomllib.loads((TEMPLATES / "two-sessions" / "theme.toml").read_text())["color"]
TABLES = (
    "rd",
    "economy",
    "patents",
    "population-and-land",
    "enterprises-and-facilities",
    "technology-market",
    "clusters",
)
BASE, END = PLAN["base"], PLAN["end"]
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


class Tables:
    """The observations of `inputs/`, and the names of what they are about in one language."""

    def __init__(self, lang: str, others: Path, factor: float = 1):
        self.lang = lang
        frames = [
            pd.read_csv(path, dtype=str) for path in [*(INPUTS / f"{name}.csv" for name in TABLES), others]
        ]
        rows = pd.concat(frames, ignore_index=True)
        rows["VALUE"] = rows.OBS_VALUE.astype(float) * 10.0 ** rows.UNIT_MULT.astype(int) * factor
        self.rows = rows[rows.VINTAGE <= PLAN["as-of"]].sort_values("VINTAGE")
        areas = self.register("areas").set_index("REF_AREA")
        self.short = areas[f"SHORT_{lang.upper()}"]
        self.parts = areas.PARTS.dropna().str.split("+")
        self.indicators = self.register("indicators").set_index("INDICATOR")

    def register(self, name: str) -> pd.DataFrame:
        return pd.read_csv(INPUTS / f"{name}.csv", dtype=str)

    def levels(self, indicator: str, family: str | None = None) -> pd.DataFrame:
        """Areas × years, the latest vintage of each; the sum of its parts for an area that has none."""
        rows = self.rows[self.rows.INDICATOR == indicator]
        if family:
            rows = rows[rows.FAMILY == family]
        table = rows.pivot_table(index="REF_AREA", columns="TIME_PERIOD", values="VALUE", aggfunc="last")
        for area, parts in self.parts.items():
            if area not in table.index:
                table.loc[area] = table.reindex(parts).sum(min_count=len(parts))
        return table

    def panel(self, name: str) -> pd.DataFrame:
        """A fact of the plan, or a set of facts: areas × years."""
        fact = PLAN["facts"][name]
        families = fact.get("family")
        # Of several accounts the first on which every value was published.
        for family in families if isinstance(families, list) else [families]:
            table = self.compute(fact, self.levels(fact["indicator"], family))
            if table.notna().all(axis=None):
                return table
        raise LookupError(f"{name}: not published for all its areas and years")

    def compute(self, fact: dict, levels: pd.DataFrame) -> pd.DataFrame:
        areas, years = fact.get("areas") or [fact["area"]], self.years(fact)
        base = levels.get(year(fact.get("base", "base")))  # none, where a level alone is asked for
        match fact["metric"]:
            case "level":
                table = levels
            case "absolute_change":
                table = levels.sub(base, axis=0)
            case "percent_change":
                table = levels.div(base, axis=0).sub(1).mul(100)
            case "index":
                table = levels.div(base, axis=0).mul(100)
            case "share":
                table = levels.div(levels.reindex([fact["of"]]).iloc[0]).mul(100)
        return table.reindex(index=areas, columns=years)

    def years(self, fact: dict) -> list[str]:
        if fact.get("periods") == "span":
            return [str(number) for number in range(int(BASE), int(END) + 1)]
        return [year(name) for name in fact.get("periods", [fact.get("period", "end")])]

    def fact(self, name: str) -> float:
        return self.panel(name).iloc[0, 0]

    def title(self, panel: str) -> str:
        return self.indicators.loc[PLAN["facts"][panel]["indicator"], f"NAME_{self.lang.upper()}"]


def year(name: str) -> str:
    return {"base": BASE, "end": END}.get(name, name)


# ── Drawings, one a kind ─────────────────────────────────────────────────────────────────────


def draw(name: str, tables: Tables) -> str:
    """A figure of the plan as SVG."""
    plan = PLAN["figures"][name]
    size = 75 / 25.4 if plan["kind"] == "slope" else HEIGHT
    figure, axes = plt.subplots(figsize=(WIDTH, size), layout="constrained")
    KINDS[plan["kind"]](axes, plan, tables)
    sheet = io.StringIO()
    figure.savefig(sheet, format="svg", metadata={"Date": None})
    plt.close(figure)
    return sheet.getvalue()


def colors(plan: dict, areas) -> dict:
    parts = dict(zip(plan.get("parts", []), COLOR["parts"]))
    return {
        a: COLOR["accent"] if a in plan.get("subject", []) else parts.get(a, COLOR["context"]) for a in areas
    }


def timeline(axes, plan, tables):
    stones = tables.register("milestones")
    for x, stone in enumerate(stones.itertuples()):
        axes.plot(x, 0, "o", color=COLOR["accent"], markersize=4)
        axes.text(x, -0.12, stone.DATE, va="top", weight="bold", color=COLOR["accent"])
        axes.text(x, -0.28, wrapped(getattr(stone, f"TEXT_{tables.lang.upper()}"), tables.lang, 26), va="top")
    axes.axhline(0, color=COLOR["muted"], linewidth=0.8, zorder=0)
    axes.set(xlim=(-0.05, len(stones)), ylim=(-1.6, 0.1))
    axes.axis("off")


def lines(axes, plan, tables):
    trend(axes, plan, tables.panel(plan["panel"]), tables)
    axes.axhline(plan["reference"], color=COLOR["rule"], linewidth=0.5, zorder=0)


def ranks(axes, plan, tables):
    trend(axes, plan, tables.panel(plan["panel"]), tables, "{:.0f}")
    axes.invert_yaxis()


def slope(axes, plan, tables):
    table = tables.panel(plan["panel"])
    trend(axes, plan, table, tables, "{:.2f}")
    for area, first in table.iloc[:, 0].items():
        axes.text(-0.02, first, f"{first:.2f}", ha="right", va="center")


def trend(axes, plan, table, tables, form="{:.1f}"):
    """A line an area, named at its end."""
    for area, color in colors(plan, table.index).items():
        axes.plot(table.columns, table.loc[area], color=color, linewidth=1.6, marker="o", markersize=3)
        end = table.loc[area].iloc[-1]
        axes.text(
            len(table.columns) - 0.96,
            end,
            f"{form.format(end)} {tables.short[area]}",
            color=color,
            va="center",
        )
    axes.set_xlim(-0.15, len(table.columns) - 0.4)


def dumbbells(axes, plan, tables):
    table = tables.panel(plan["panel"])
    table = table.sort_values(table.columns[-1])
    for y, (area, color) in enumerate(colors(plan, table.index).items()):
        first, last = table.loc[area]
        axes.plot([first, last], [y, y], color=color, linewidth=1.6)
        axes.plot([last], [y], "o", color=color, markersize=4)
        axes.text(first - 0.06, y, f"{first:.2f}", ha="right", va="center")
        axes.text(last + 0.06, y, f"{last:.2f}", va="center")
    axes.set_yticks(range(len(table)), tables.short[table.index])
    axes.set_xlim(1.5, table.max().max() * 1.1)


def waterfall(axes, plan, tables):
    level, names = 0.0, []
    for x, row in enumerate(plan["rows"]):
        fact = PLAN["facts"][row["fact"]]
        value = tables.fact(row["fact"]) / (1e8 if tables.lang == "zh" else 1e9)
        whole = fact["metric"] == "level"
        axes.bar(
            x,
            value,
            bottom=0 if whole else level,
            width=0.7,
            color=COLOR["accent" if row.get("subject") else "muted" if whole else "context"],
        )
        level = value if whole else level + value
        axes.text(x, level, f"{value:.1f}" if whole else f"{value:+.1f}", ha="center", va="bottom")
        names.append(f"{year(fact.get('period', 'end'))}\n{tables.short[fact['area']]}")
    axes.set_xticks(range(len(names)), names)


def matrix(axes, plan, tables):
    places = tables.register("facilities")
    cities = list(places.CITY.unique())
    for x, city in enumerate(cities):
        axes.text(x, -0.6, tables.short[city], weight="bold", color=COLOR["muted"])
    for y, kind in enumerate(plan["kinds"]):
        axes.axhline(y - 0.35, color=COLOR["rule"], linewidth=0.5)
        axes.text(-0.8, y, kind["name"][tables.lang], weight="bold", va="center")
        for place in places[places.KIND == kind["id"]].itertuples():
            name = getattr(place, f"NAME_{tables.lang.upper()}")
            axes.text(cities.index(place.CITY), y, "● " + wrapped(name, tables.lang, 28), va="center")
    axes.set(xlim=(-0.8, 3), ylim=(len(plan["kinds"]) - 0.4, -0.9))
    axes.axis("off")


def bars(axes, plan, tables):
    table = tables.panel(plan["panel"])
    for place, (area, color) in enumerate(colors(plan, table.index).items()):
        xs = [x + 0.36 * (place - 0.5) for x in range(len(table.columns))]
        drawn = axes.bar(xs, table.loc[area], width=0.34, color=color, label=tables.short[area])
        axes.bar_label(drawn, fmt="{:,.0f}", color=color)
    axes.set_xticks(range(len(table.columns)), table.columns)
    axes.legend(frameon=False, ncols=2, loc="upper left")


def waffles(axes, plan, tables):
    for place, row in enumerate(plan["rows"]):
        value = tables.fact(row["fact"])
        for cell in range(100):
            filled = min(max(value - cell, 0), 1)
            left, top = place * 15 + cell % 10, cell // 10
            axes.add_patch(plt.Rectangle((left, top), 0.85, 0.85, facecolor=COLOR["ground"]))
            if filled:
                color = COLOR["accent" if row.get("subject") else "muted"]
                axes.add_patch(plt.Rectangle((left, top), 0.85 * filled, 0.85, facecolor=color))
        axes.text(place * 15, -0.5, f"{value:.1f}% {row['label'][tables.lang]}", va="top")
    axes.set(xlim=(0, 45), ylim=(-2, 10), aspect="equal")
    axes.axis("off")


def share_bars(axes, plan, tables):
    rows = plan["rows"][::-1]
    values = [tables.fact(row["fact"]) for row in rows]
    shades = [COLOR["accent" if row.get("subject") else "context"] for row in rows]
    axes.barh(range(len(rows)), [100] * len(rows), color=COLOR["ground"], height=0.7)
    axes.bar_label(axes.barh(range(len(rows)), values, color=shades, height=0.7), fmt="{:.1f}", padding=3)
    axes.set_yticks(range(len(rows)), [row["label"][tables.lang] for row in rows])


def scatter(axes, plan, tables):
    xs, ys = (tables.panel(plan[axis]).iloc[:, -1] for axis in "xy")
    for area, color in colors(plan, xs.index).items():
        if area == plan["cross"]:
            axes.axvline(xs[area], color=COLOR["muted"], linewidth=0.8)
            axes.axhline(ys[area], color=COLOR["muted"], linewidth=0.8)
        else:
            axes.plot(xs[area], ys[area], "o", color=color, markersize=5)
        axes.annotate(
            tables.short[area], (xs[area], ys[area]), (5, 3), textcoords="offset points", color=color
        )
    for place, name in enumerate(plan["quadrants"]):
        x, y = place % 2, 1 - place // 2
        axes.text(
            x,
            y,
            name[tables.lang],
            transform=axes.transAxes,
            ha=("left", "right")[x],
            va=("bottom", "top")[y],
            color=COLOR["muted"],
        )
    axes.set(xlabel=tables.title(plan["x"]), ylabel=tables.title(plan["y"]))


def multiples(axes, plan, tables):
    axes.axis("off")
    for place, panel in enumerate(plan["panels"]):
        values = tables.panel(panel).iloc[::-1, 0]
        inner = axes.inset_axes((place * 0.25 + 0.1, 0, 0.13, 0.8))
        drawn = inner.barh(range(len(values)), values, color=colors(plan, values.index).values(), height=0.7)
        inner.bar_label(drawn, fmt="{:.1f}", padding=2)
        inner.set_yticks(range(len(values)), tables.short[values.index] if place == 0 else [""] * len(values))
        inner.set_title(wrapped(tables.title(panel), tables.lang, 20), loc="left", size=7.5, weight="bold")
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


KINDS = {
    "timeline": timeline,
    "lines": lines,
    "ranks": ranks,
    "slope": slope,
    "dumbbells": dumbbells,
    "waterfall": waterfall,
    "matrix": matrix,
    "bars": bars,
    "waffles": waffles,
    "share-bars": share_bars,
    "scatter": scatter,
    "multiples": multiples,
}
