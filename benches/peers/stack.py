"""The contender of many a statistics office: pandas, matplotlib, Jinja and WeasyPrint.

    stack.py OUT NAME...    NAME is `content`, or `content-0`, `content-1` … for a batch

Draws the figures, fills `briefing.html` and sets it,
each name in both languages, all in this one process.
"""

import json
import re
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

import figures

HERE = Path(__file__).resolve().parent
JOIN = "&#8288;"  # word joiner: no mark of reliability begins a line


def main(out: Path, names: list[str]) -> None:
    pages = Environment(loader=FileSystemLoader(HERE), autoescape=True)
    pages.filters |= {"runs": runs, "marks": marks}
    template = pages.get_template("briefing.html")
    fonts = FontConfiguration()
    for name in names:
        for lang in ("zh", "en"):
            content = json.loads((out / f"{name}.{lang}.json").read_text())
            html = template.render(
                content,
                figure=lambda block: Markup(figures.draw(block, lang, content["factor"])),
                fonts=figures.TEMPLATES / "fonts",
            )
            HTML(string=html).write_pdf(out / f"stack-{name}.{lang}.pdf", font_config=fonts)


def runs(pieces: list) -> Markup:
    tags = {"": "{}", "b": "<b>{}</b>", "m": f"{JOIN}<sup>{{}}</sup>"}
    return Markup("").join(Markup(tags[style]).format(text) for text, style in pieces)


def marks(text: str) -> Markup:
    """Raises the marks of reliability; breaks lines where the table does."""
    return Markup(re.sub(r"(\[[peu]\])", rf"{JOIN}<sup>\1</sup>", str(escape(text))).replace("\n", "<br>"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
