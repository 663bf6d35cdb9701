"""What every page must be, whatever stands on it: accessible, and no wider than its window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}

ABOUT_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules whose verdict hangs on colours; those of text alone take axe two thirds of its time."""
WITHOUT_COLOURS = AXE | {"rules": {rule: {"enabled": False} for rule in ABOUT_COLOURS}}
COLOURS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ABOUT_COLOURS}}

# Gives a number to what an element is drawn with: all that it and those around it say of its letters and its ground.
# Axe then judges three elements of each number (first, middle, last) instead of all: 0.2 s for 1.2 s on a long page.
SAMPLE = """() => {
    const numbers = new Map();
    const number = (text) => numbers.get(text) ?? numbers.set(text, numbers.size).get(text);
    const grounds = new Map();
    const ground = (element) => {
        if (!element) return 0;
        if (!grounds.has(element)) {
            const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position } =
                getComputedStyle(element);
            const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position].join("|");
            const around = ground(element.parentElement);
            grounds.set(element, own === "rgba(0, 0, 0, 0)|none|1|none|normal|static" ? around : number(around + own));
        }
        return grounds.get(element);
    };
    const alike = new Map();
    for (const element of document.body.querySelectorAll("*")) {
        const written = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        if (!(written || element.matches("input, select, textarea")) || !element.checkVisibility()) continue;
        const { color, fontSize, fontWeight, textShadow, clip, clipPath, textDecorationLine } =
            getComputedStyle(element);
        const small = element.clientWidth <= 1 && element.clientHeight <= 1;
        const excused = !!element.closest(":disabled, [aria-disabled=true], [aria-hidden=true]");
        const key = [ground(element), color, fontSize, fontWeight, textShadow, clip, clipPath, textDecorationLine,
            getComputedStyle(element.parentElement).color, small, excused, element.localName].join("|");
        alike.set(key, [...(alike.get(key) ?? []), element]);
    }
    return [...alike.values()].flatMap((some) => [...new Set([some[0], some[some.length >> 1], some.at(-1)])]);
}"""


def violations(page: Page, options: dict[str, Any] = AXE) -> list[str]:
    """Return what axe finds on the page; with `COLOURS` on some elements of each way in which texts are drawn."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    include = SAMPLE if options is COLOURS else "() => [document]"
    found: list[str] = page.evaluate(
        f"""async (options) => {{
            const include = ({include})();
            const {{ violations }} = await axe.run({{ include }}, options);
            return violations.flatMap(({{ id, nodes }}) =>
                nodes.map((node) => `${{id}}: ${{node.html.slice(0, 160)}} ${{node.failureSummary}}`));
        }}""",
        options,
    )
    return found


def too_wide(page: Page) -> list[str]:
    """Return what stands beyond the edge, if the page can be scrolled sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const beyond = [...document.body.querySelectorAll("*")].filter(
                (element) => element.getBoundingClientRect().right > width + 1);
            return ["scrollWidth > clientWidth", ...beyond.slice(-5).map((element) => element.outerHTML.slice(0, 160))];
        }"""
    )
    return found
