"""What every peer sets: the text of our own release, taken out of it before anything is timed.

A release keeps in `facts.json` every sentence, heading, caption, card and table row as it was
composed, with the line of the template that it came from. The templates say which of them are
bold, listed or quoted. Both together make `content.zh.json` and `content.en.json`: blocks of
finished text without any layout. So the peers set the same words and the same numbers, and neither
formats a number, checks a claim nor works out a bound.

    prepare.py RELEASE OUT [EDITIONS]

EDITIONS (a number) also writes as many synthetic editions, marked so.
"""

import csv
import json
import random
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INPUTS, TEMPLATES = ROOT / "inputs", ROOT / "templates" / "two-sessions"
PLAN = tomllib.loads((TEMPLATES / "briefing.toml").read_text())
LANGS = ("zh", "en")

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


def main(release: Path, out: Path, editions: int = 0) -> None:
    facts = json.loads((release / "facts.json").read_text())
    out.mkdir(parents=True, exist_ok=True)
    write_other_tables(facts, out / "other-tables.csv")
    for lang in LANGS:
        content = compose(lang, release.resolve().name, facts)
        write(out, f"content.{lang}.json", content)
        for number in range(editions):
            write(out, f"content-{number}.{lang}.json", synthetic(content, number, lang))


def write(out: Path, name: str, content: dict) -> None:
    (out / name).write_text(json.dumps(content, ensure_ascii=False))


def write_other_tables(facts: dict, path: Path) -> None:
    """The cells of a workbook and of a GB18030 export, tidy: Typst reads neither."""
    names = ("INDICATOR", "REF_AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT_MULT", "VINTAGE", "FAMILY")
    keys = ("indicator", "area", "period", "printed", "multiplier", "vintage", "family")
    rows = {
        tuple(operand[key] for key in keys)
        for fact in facts["facts"]
        for operand in fact["operands"]
        if re.match(r"inputs/(nbs-technology-market\.csv|economy-by-province\.xlsx)", operand["cell"])
    }
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([names, *sorted(rows)])


# ── Blocks ───────────────────────────────────────────────────────────────────────────────────


def compose(lang: str, release: str, facts: dict) -> dict:
    passages = [p for p in facts["passages"] if p["lang"] == lang]
    blocks = [block(first, lines, lang, passages, facts) for first, lines in template_blocks(lang)]
    cover, blocks = blocks[0], blocks[1:]
    number_sections(blocks)
    values = {"edition": PLAN["edition"], "release": release, "base": PLAN["base"], "end": PLAN["end"]}
    fill = lambda line: re.sub(r"\{\{ (\w+) \}\}", lambda hole: (values | COVER[lang])[hole[1]], line)
    lines = [re.split(r": ?", fill(line), maxsplit=1) for line in cover["lines"]]
    return {
        "lang": lang,
        "running": PLAN["meta"]["short-title"][lang],
        "head": {key: value.replace("<br>", "") for key, value in lines[:3]},
        "cover": [*lines[3:], COVER[lang]["status"]],
        "factor": 1,
        "blocks": blocks,
    }


def number_sections(blocks: list) -> None:
    """Takes the number from every heading below one that has none."""
    numbered = True
    for heading in (block for block in blocks if block["kind"] == "heading"):
        if heading["level"] == 1:
            numbered = heading["numbered"]
        heading["numbered"] = numbered


def template_blocks(lang: str):
    """Paragraphs, fences and the like: lines between blank ones, with the number of the first."""
    text = (TEMPLATES / f"{lang}.md").read_text()
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if "{% assert" not in line]
    block = []
    for number, line in [*lines, (0, "")]:
        if line:
            block.append((number, line))
        elif block:
            yield block[0][0], [line for _, line in block]
            block = []


def block(first: int, lines: list, lang: str, passages: list, facts: dict) -> dict:
    here = [p for p in passages if first <= int(p["place"].rsplit(":", 1)[1]) < first + len(lines)]
    text = ("" if lang == "zh" else " ").join(p["text"] for p in here)
    if lines[0] == "```cover":
        return {"kind": "cover", "lines": lines[1:-1]}
    if lines[0] == "```cards":
        cards = zip(here, lines[1:-1])
        return {"kind": "cards", "cards": [columns(line, card["text"]) for card, line in cards]}
    if lines[0] == "```note":
        return {"kind": "note", "runs": [[text, ""]]}
    if heading := re.match(r"(#+) .*?(\.unnumbered)?\}?$", lines[0]):
        return {"kind": "heading", "level": len(heading[1]), "numbered": not heading[2], "text": text}
    if image := re.match(r"!\[(.*)\]\((\w+):([\w-]*)\)", lines[0]):
        return float_block(image, lang, here, facts)
    if lines[0].startswith("- "):
        return {"kind": "list", "items": items([line[2:] for line in lines], text)}
    if lines[0].startswith("> "):
        return {"kind": "quote", "lines": [said(line[2:], lang) for line in lines]}
    return {"kind": "paragraph", "runs": items([" ".join(lines)], text)[0]}


def float_block(image: re.Match, lang: str, here: list, facts: dict) -> dict:
    caption, kind, name = image.groups()
    if kind == "contents":
        return {"kind": "contents", "title": caption}
    if kind == "table":
        rows = [row["text"].split(" | ") for row in here]
        return {"kind": "table", "id": name, "caption": caption, "head": HEADS[name][lang], "rows": rows}
    return {"kind": "figure", "id": name, "caption": here[0]["text"], "source": sources(name, lang, facts)}


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
    """A line of a quotation; its speaker is not among the passages of a release."""
    challenges = {row["CHALLENGE"]: row for row in rows_of("challenges.csv")}
    hole = re.compile(r"\{\{ challenges\.(\w+)\.(\w+) \}\}")
    return hole.sub(lambda found: challenges[found[1]][f"{found[2]}_{lang}".upper()], line)


def rows_of(register: str) -> list[dict]:
    with (INPUTS / register).open(newline="") as file:
        return list(csv.DictReader(file))


# ── A template's line as a pattern for what was made of it ───────────────────────────────────

TOKEN = re.compile(r"(\{\{.*?\}\}|\[\]\(.*?\)|\*\*)")


def pattern(line: str) -> str:
    """Holes and references match anything; bold passages become groups."""
    parts, bold = [], False
    for token in TOKEN.split(line):
        if token == "**":
            parts.append(")" if bold else f"(?P<b{len(parts)}>")
            bold = not bold
        else:
            parts.append(".+?" if TOKEN.fullmatch(token) else re.escape(token))
    return "".join(parts)


def columns(line: str, text: str) -> list[str]:
    # A bar within a hole belongs to a filter.
    cells = " ".join(f"({pattern(cell)})" for cell in re.split(r" \| (?![^{]*\}\})", line))
    return list(re.fullmatch(cells, text).groups())


def items(lines: list[str], text: str) -> list[list]:
    """Runs of plain, bold and raised text (the marks of reliability), a list for each line."""
    found = []
    for position, line in enumerate(lines):
        rest = "".join(f" ?{pattern(later)}" for later in rename(lines[position + 1 :]))
        match = re.match(f" ?(?P<item>{pattern(line)}){rest}$", text)
        found.append(runs(match))
        text = text[match.end("item") :]
    return found


def rename(lines: list[str]) -> list[str]:
    """Later lines only tell where an item ends: their bold passages need no groups."""
    return [line.replace("**", "") for line in lines]


def runs(match: re.Match) -> list:
    text, at, found = match["item"], match.start("item"), []
    bolds = [match.span(name) for name in match.groupdict() if name != "item"]
    edges = sorted({0, len(text), *(edge - at for span in bolds for edge in span)})
    for start, end in zip(edges, edges[1:]):
        style = "b" if any(a <= start + at < b for a, b in bolds) else ""
        for piece in re.split(r"(\[[peu]\])", text[start:end]):
            if piece:
                found.append([piece, "m" if re.fullmatch(r"\[[peu]\]", piece) else style])
    return found


# ── Synthetic editions ───────────────────────────────────────────────────────────────────────


def synthetic(content: dict, number: int, lang: str) -> dict:
    """The same briefing of another area: its name another, every digit of it drawn anew."""
    draw = random.Random(number)
    turn = lambda string: re.sub(r"[0-9]", lambda _: str(draw.randrange(10)), string[0])
    # Within strings alone: the levels of headings are numbers, and stay.
    edition = json.loads(re.sub(r'"(?:[^"\\]|\\.)*"', turn, json.dumps(content, ensure_ascii=False)))
    name = f"合成地区{number}" if lang == "zh" else f"Synthetic area {number}"
    edition["head"]["kicker"] = edition["running"] = name
    # What the observations are multiplied by, so that no two editions share a chart.
    edition["factor"] = 1 + number / 1000
    return edition


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
