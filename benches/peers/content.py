"""The text of a release as blocks: what its passages say, in the shapes that the templates give them.

A release keeps in `facts.json` its passages: every sentence, heading, caption, card and table row as
it was composed, with the line of the template that it came from. Of the templates only what is no
text is read here: where lists, notes, quotations and bold phrases are.
"""

import csv
import itertools
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INPUTS, TEMPLATES = ROOT / "inputs", ROOT / "templates" / "two-sessions"
PLAN = tomllib.loads((TEMPLATES / "briefing.toml").read_text())

COVER = {
    "zh": {"as_of": "2025年2月28日", "status": ["状态", "征求意见稿，数据尚未核准"], "source": "资料来源："},
    "en": {
        "as_of": "28 February 2025",
        "status": ["Status", "draft, the data are not approved"],
        "source": "Source: ",
    },
}

SPOKEN = ("challenges", "proposals")


def compose(lang: str, release: str, facts: dict) -> dict:
    """A briefing: its cover, then its blocks in order."""
    passages = [p for p in facts["passages"] if p["lang"] == lang]
    body = [p for p in passages if f"/{lang}.md:" in p["place"]]
    (_, cover), *rest = template_blocks(lang)
    blocks = [block(first, lines, lang, body, facts) for first, lines in rest]
    blocks = [it for it in blocks if it] + annex([p for p in passages if p not in body])
    number_sections(blocks)
    head, lines = cover_lines(cover[1:-1], lang, release)
    running = PLAN["meta"]["short-title"][lang]
    return {"lang": lang, "running": running, "head": head, "cover": lines, "factor": 1, "blocks": blocks}


def cover_lines(lines: list, lang: str, release: str) -> tuple[dict, list]:
    values = {"edition": PLAN["edition"], "release": release, "base": PLAN["base"], "end": PLAN["end"]}
    fill = lambda line: re.sub(r"\{\{ (\w+) \}\}", lambda hole: (values | COVER[lang])[hole[1]], line)
    named = {}
    for line in lines:
        label, text = re.split(r": ?", fill(line), maxsplit=1)
        named.setdefault(label, text.replace("<br>", ""))  # of alternatives the first holds
    head = {key: named.pop(key) for key in ("kicker", "title", "subtitle")}
    return head, [*map(list, named.items()), COVER[lang]["status"]]


def number_sections(blocks: list) -> None:
    """Takes the number from every heading below one that has none."""
    numbered = True
    for heading in (it for it in blocks if it["kind"] == "heading"):
        if heading["level"] == 1:
            numbered = heading["numbered"]
        heading["numbered"] = numbered


def template_blocks(lang: str):
    """Paragraphs, fences and the like: lines between blank ones, with the numbers of the lines."""
    lines = (TEMPLATES / f"{lang}.md").read_text().splitlines()
    block = []
    for number, line in enumerate([*lines, ""], 1):
        if not line and block:
            yield [number for number, _ in block], [line for _, line in block]
            block = []
        elif line and not re.fullmatch(r"(\{%.*?%\})+", line):
            block.append((number, line))


def block(numbers: list, lines: list, lang: str, passages: list, facts: dict) -> dict | None:
    """One block; none where a condition of the template leaves it out."""
    all_here = [p for p in passages if numbers[0] <= line_of(p) <= numbers[-1]]
    here = [p for p in all_here if p["kind"] != "beside"]
    beside = [p["text"] for p in all_here if p["kind"] == "beside"]
    text = ("" if lang == "zh" else " ").join(p["text"] for p in here)
    if contents := re.match(r"!\[(.*)\]\(contents:", lines[0]):
        return {"kind": "contents", "title": contents[1]}
    if not here:
        return None
    if lines[0].startswith("> "):  # the line of its speaker is no passage
        return {"kind": "quote", "lines": [said(line[2:], lang) for line in lines]}
    match here[0]["kind"]:
        case "heading":
            marks = lines[0].split()[0]
            unnumbered = ".unnumbered" in lines[0]
            return {"kind": "heading", "level": len(marks), "numbered": not unnumbered, "text": text}
        case "card":
            return {"kind": "cards", "cards": [columns(lines, card["text"]) for card in here]}
        case "figure":
            name = here[0]["part"]
            return {"kind": "figure", "caption": text, "source": " ".join(beside), **drawn(name, lang, facts)}
        case "row":
            return table(here, beside)
    if lines[0] == "```note":
        return {"kind": "note", "runs": [[text, ""]]}
    if lines[0].startswith("- "):
        found = list(items(lines, text))
        if sum(len(item) for item, _ in found) < 0.95 * len(text):  # conditions within an item: as one
            found = [(text, "")]
        return {"kind": "list", "items": [runs(item, said(line, lang)) for item, line in found]}
    return {"kind": "paragraph", "runs": runs(text, said(" ".join(lines), lang))}


def line_of(passage: dict) -> int:
    return int(passage["place"].rsplit(":", 1)[1])


def table(rows: list, beside: list) -> dict:
    """Beside its rows stand a table's caption, the heads of its columns, and what is said below it."""
    cells = [row["text"].split(" | ") for row in rows]
    width = max(map(len, cells))
    caption, head, notes = beside[0], beside[1 : 1 + width], beside[1 + width :]
    name = re.sub("-national_forces$", "", rows[0]["part"])
    return {"kind": "table", "id": name, "caption": caption, "head": head, "rows": cells, "notes": notes}


def annex(passages: list) -> list[dict]:
    """The proposal at the end of the Chinese briefing, whose template repeats itself for every ask."""
    blocks = []
    for _, group in itertools.groupby(passages, lambda p: (p["kind"] in ("beside", "row"), p["place"])):
        here = [p for p in group if p["kind"] != "beside"]
        text = "".join(p["text"] for p in here)
        if here[0]["kind"] == "heading":
            level = 2 if blocks else 1
            blocks.append({"kind": "heading", "level": level, "numbered": False, "text": text})
        elif here[0]["kind"] == "row":
            beside = [p["text"] for p in passages if p["kind"] == "beside" and p["part"] == here[0]["part"]]
            blocks.append(table(here, beside))
        else:
            blocks.append({"kind": "paragraph", "runs": runs(text, "")})
    return blocks


# ── What figures show: the numbers of the release, so that a peer computes none ──────────────


def drawn(name: str, lang: str, facts: dict) -> dict:
    """A figure's form and its rows: what each is called, its numbers, its colour."""
    plan = PLAN["figures"][name]
    form, told = plan["kind"], {"id": name, "form": plan["kind"]}
    if form == "timeline":
        stones = [row for row in rows_of("milestones.csv") if row["DATE"] >= plan["from"]]
        return told | {"rows": [{"label": row["DATE"], "text": row[f"TEXT_{lang.upper()}"]} for row in stones]}
    if form == "scatter":
        across, up = (dict(areas_of(plan[axis], facts)) for axis in "xy")
        rows = [row_of(plan, lang, area, [across[area][-1][1], up[area][-1][1]]) for area in across]
        return told | {"rows": rows, "cross": short(plan["cross"], lang), "names": [it[lang] for it in plan["quadrants"]]}
    if form == "multiples":
        panels = [panel(plan, name, lang, facts) for name in plan["panels"]]
        return told | {"panels": panels, "titles": [title(name, lang) for name in plan["panels"]]}
    if "panel" in plan:
        years = [year for year, _ in areas_of(plan["panel"], facts)[0][1]]
        return told | {"rows": panel(plan, plan["panel"], lang, facts), "years": years}
    rows = []
    for row in plan["rows"]:
        area, values = next(it for it in areas_of(row["fact"], facts) if row.get("area") in (None, it[0]))
        label = row["label"][lang] if "label" in row else short(area, lang)
        rows.append({"label": label, "values": [values[-1][1]], "color": "accent" if row.get("subject") else "context"})
    return told | {"rows": rows}


def areas_of(name: str, facts: dict) -> list:
    """The areas of a fact or a set of facts, each with its years and values."""
    found = {}
    for fact in facts["facts"]:
        if name in fact["names"]:
            area = re.search(r", ([\w-]+)", fact["subject"])[1]
            found.setdefault(area, []).append((fact["period"].split("..")[-1], float(fact["value"])))
    return [(area, sorted(values)) for area, values in found.items()]


def panel(plan: dict, name: str, lang: str, facts: dict) -> list[dict]:
    return [row_of(plan, lang, area, [it for _, it in values]) for area, values in areas_of(name, facts)]


def row_of(plan: dict, lang: str, area: str, values: list) -> dict:
    parts = plan.get("parts", [])
    color = "accent" if area in plan.get("subject", []) else "context"
    return {"label": short(area, lang), "values": values, "color": parts.index(area) if area in parts else color}


def short(area: str, lang: str) -> str:
    return next(row for row in rows_of("areas.csv") if row["REF_AREA"] == area)[f"SHORT_{lang.upper()}"]


def title(name: str, lang: str) -> str:
    code = PLAN["facts"][name]["indicator"]
    return next(row for row in rows_of("indicators.csv") if row["INDICATOR"] == code)[f"NAME_{lang.upper()}"]


def said(line: str, lang: str) -> str:
    """A line of a template with the challenges and proposals of the registers in their holes."""
    registers = {name: {row[name.upper()[:-1]]: row for row in rows_of(f"{name}.csv")} for name in SPOKEN}
    hole = re.compile(rf"\{{\{{ ({'|'.join(SPOKEN)})\.(\w+)\.(\w+) \}}\}}")
    return hole.sub(lambda found: registers[found[1]][found[2]][f"{found[3]}_{lang}".upper()], line)


def rows_of(register: str) -> list[dict]:
    with (INPUTS / register).open(newline="") as file:
        return list(csv.DictReader(file))


# ── A template's line as a pattern for what was made of it ───────────────────────────────────

TOKEN = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\[\]\(.*?\)|\[\^\w+\]|\*\*)")


def pattern(line: str) -> str:
    """Holes and references match anything, conditions any of their branches or none."""
    return "".join(token_pattern(token) for token in TOKEN.split(line))


def token_pattern(token: str) -> str:
    if token == "**" or token.startswith("[^"):
        return ""
    if token.startswith("{%"):
        word = token[2:-2].split()[0]
        return {"if": "(?:", "elif": "|", "else": "|", "endif": ")?"}.get(word, "")
    return ".+?" if TOKEN.fullmatch(token) else re.escape(token)


def columns(lines: list[str], text: str) -> list[str]:
    """The value, the name and the change of a card; its trend is a drawing."""
    for line in lines:
        # A bar within a hole belongs to a filter.
        cells = re.split(r" \| (?![^{]*\}\})", line)[:3]
        if match := re.fullmatch(" ".join(f"({pattern(cell)})" for cell in cells), text):
            return list(match.groups())
    raise ValueError(f"no card of the template reads {text}")


def items(lines: list[str], text: str):
    """The items of a list with their lines; lines that a condition left out are passed over."""
    patterns = [pattern(line.removeprefix("- ")) for line in lines]
    for position, line in enumerate(lines):
        rest = "".join(f"(?:(?:(?<=[。；])|(?<=[.;]) ){later})?" for later in patterns[position + 1 :])
        if match := re.match(f" ?({patterns[position]}){rest}$", text):
            yield match[1], line
            text = text[match.end(1) :]


def runs(text: str, line: str) -> list:
    """Runs of plain, bold and raised text (the marks of reliability)."""
    phrases = re.findall(r"\*\*(.+?)\*\*", line)
    parts = re.fullmatch("(.*?)" + "(.*?)".join(f"({pattern(phrase)})(?!\\w)" for phrase in phrases) + "(.*)", text)
    found = []
    for place, part in enumerate(parts.groups() if phrases and parts else [text]):
        style = "b" if place % 2 else ""
        for piece in re.split(r"(\[[peu]\])", part):
            if piece:
                found.append([piece, "m" if re.fullmatch(r"\[[peu]\]", piece) else style])
    return found
