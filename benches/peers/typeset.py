"""The contender Typst, through its Python package.

    typeset.py OUT NAME...    NAME is `content`, or `content-0`, `content-1` … for a batch

All names in both languages in one process, with one compiler, whose faces and files stay read.
"""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main(out: Path, names: list[str]) -> None:
    fonts = typst.Fonts(False, False, [ROOT / "templates" / "fonts"])
    compiler = typst.Compiler(HERE / "briefing.typ", root=ROOT, font_paths=fonts)
    for name in names:
        for lang in ("zh", "en"):
            compiler.compile(
                output=out / f"typst-{name}.{lang}.pdf", sys_inputs={"content": f"{name}.{lang}"}
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
