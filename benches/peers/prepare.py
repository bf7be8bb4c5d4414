"""What every peer sets: the text of our own release, taken out of it before anything is timed.

`content.zh.json` and `content.en.json` are blocks of finished text without any layout. So the peers set
the same words and the same numbers, and neither formats a number, checks a claim nor works out a bound.

    prepare.py RELEASE OUT [EDITIONS]

EDITIONS (a number) also writes as many synthetic editions, marked so.
"""

import json
import random
import re
import sys
from pathlib import Path

from content import compose


def main(release: Path, out: Path, editions: int = 0) -> None:
    facts = json.loads((release / "facts.json").read_text())
    out.mkdir(parents=True, exist_ok=True)
    for lang in ("zh", "en"):
        content = compose(lang, release.resolve().name, facts)
        write(out, f"content.{lang}.json", content)
        for number in range(editions):
            write(out, f"content-{number}.{lang}.json", synthetic(content, number, lang))


def write(out: Path, name: str, content: dict) -> None:
    (out / name).write_text(json.dumps(content, ensure_ascii=False))


def synthetic(content: dict, number: int, lang: str) -> dict:
    """The same briefing of another area: its name another, every digit of it drawn anew."""
    draw = random.Random(number)
    turn = lambda string: re.sub(r"[0-9]", lambda _: str(draw.randrange(10)), string[0])
    # Within strings alone: the levels of headings are numbers, and stay.
    edition = json.loads(re.sub(r'"(?:[^"\\]|\\.)*"', turn, json.dumps(content, ensure_ascii=False)))
    name = f"合成地区{number}" if lang == "zh" else f"Synthetic area {number}"
    edition["head"]["kicker"] = edition["running"] = name
    # What the numbers of figures are multiplied by, so that no two editions share a chart.
    edition["factor"] = 1 + number / 1000
    return edition


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
