"""Make theme/assets/card.png anew: the picture that programs show where somebody passes the address of a page on.

It holds the mark of theme/assets/icon.svg on the colour of the band, and no words: the same file serves all languages.

python -m tests.card
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import sync_playwright

from generator.brand import CARD_SIZE

ASSETS = Path(__file__).parent.parent / "theme" / "assets"
TOKENS = dict(
    re.findall(r"--mc-([a-z-]+): (#[0-9a-f]{6});", (ASSETS / "css/frame.css").read_text().partition("@media")[0])
)
PAGE = """<!doctype html><style>
body {{ margin: 0; block-size: 100vh; box-sizing: border-box; display: grid; place-items: center;
  background: {band}; border-block-end: 24px solid {accent}; }}
svg {{ block-size: 340px; }}
</style>{mark}"""


def main() -> None:
    """Take a picture of the page that is the card."""
    mark = (ASSETS / "icon.svg").read_text(encoding="utf-8")
    mark = mark.replace("#1b3a70", TOKENS["on-band"]).replace("#fff", TOKENS["band"])
    width, height = CARD_SIZE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_content(PAGE.format(mark=mark, **TOKENS))
        page.screenshot(path=ASSETS / "card.png")
        browser.close()


if __name__ == "__main__":
    main()
