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

# The heads of our tables, which the release does not keep as text.
HEADS = {
    "rd-by-area": {
        "zh": ["地区", "2020", "2021", "2022", "2023", "2020—2023年增长（%）"],
        "en": ["Area", "2020", "2021", "2022", "2023", "growth 2020–2023 (%)"],
    },
    "challenge-list": {"zh": ["短板", "提出者", "身份"], "en": ["Challenge", "Who says so", "In which role"]},
    "proposal-list": {
        "zh": ["建议", "对应短板", "数据依据", "提请对象"],
        "en": ["Ask", "Challenge it answers", "Evidence", "Addressed to"],
    },
    "fact-list": {
        "zh": ["地区、时间", "数值", "区间", "算式", "单元格（行:列）"],
        "en": ["Area, period", "Value", "Bounds", "Formula", "Cells (row:column)"],
    },
    "claim-list": {
        "zh": ["报道的说法", "报道的数", "数据", "判定"],
        "en": ["Statement", "Printed", "Data", "Verdict"],
    },
    "proposal-matrix": {"zh": ["建议事项与措施", "数据依据及来源", "主办单位", "会办单位"]},
    "source-list": {"zh": ["发布者", "名称", "网址"], "en": ["Publisher", "Title", "Address"]},
}
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
    here = [p for p in passages if numbers[0] <= line_of(p) <= numbers[-1]]
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
            return {"kind": "figure", "id": name, "caption": text, "source": sources(name, lang, facts)}
        case "row":
            caption = re.match(r"!\[(.*)\]", lines[0])[1]
            return table(here, caption, lang)
    if lines[0] == "```note":
        return {"kind": "note", "runs": [[text, ""]]}
    if lines[0].startswith("- "):
        return {"kind": "list", "items": [runs(text, said(line, lang)) for text, line in items(lines, text)]}
    return {"kind": "paragraph", "runs": runs(text, said(" ".join(lines), lang))}


def line_of(passage: dict) -> int:
    return int(passage["place"].rsplit(":", 1)[1])


def table(rows: list, caption: str, lang: str) -> dict:
    name = rows[0]["part"]
    cells = [row["text"].split(" | ") for row in rows]
    return {"kind": "table", "id": name, "caption": caption, "head": HEADS[name][lang], "rows": cells}


def annex(passages: list) -> list[dict]:
    """The proposal at the end of the Chinese briefing, whose template repeats itself for every ask."""
    blocks = []
    for (kind, _), group in itertools.groupby(passages, lambda p: (p["kind"], p["place"])):
        here = list(group)
        text = "".join(p["text"] for p in here)
        if kind == "heading":
            level = 2 if blocks else 1
            blocks.append({"kind": "heading", "level": level, "numbered": False, "text": text})
        elif kind == "row":
            blocks.append(table(here, "建议、依据与办理单位", "zh"))
        else:
            blocks.append({"kind": "paragraph", "runs": runs(text, "")})
    return blocks


def sources(figure: str, lang: str, facts: dict) -> str:
    """The line below a figure: the publishers and titles of the cells that it was drawn from."""
    plan = PLAN["figures"][figure]
    named = {plan.get(key) for key in ("panel", "x", "y")} | set(plan.get("panels", []))
    named |= {row["fact"] for row in plan.get("rows", [])}
    used = {o["source"] for fact in facts["facts"] if named & set(fact["names"]) for o in fact["operands"]}
    registers = {"milestone-line": "milestones.csv", "facility-map": "facilities.csv"}
    if figure in registers:
        used = {row["SOURCE_ID"] for row in rows_of(registers[figure])}
    comma, semicolon = ("，", "；") if lang == "zh" else (", ", "; ")
    parts = [
        f"{row[f'PUBLISHER_{lang.upper()}']}{comma}{row[f'TITLE_{lang.upper()}']}".rstrip(comma)
        for row in rows_of("sources.csv")
        if row["SOURCE_ID"] in used
    ]
    return COVER[lang]["source"] + semicolon.join(parts)


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
    """The value, the name and the change of a card."""
    for line in lines:
        # A bar within a hole belongs to a filter.
        cells = re.split(r" \| (?![^{]*\}\})", line)
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
