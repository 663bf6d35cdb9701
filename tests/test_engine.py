"""mkdocs renders prose and frame from real files; its failures arrive as one error with its own message."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import html as markup

from generator.errors import EngineError
from generator.pages.chrome import chrome_words
from generator.pages.editorial import refuse_foreign, refuse_taken_addresses
from generator.pages.engine import Prose, own_name, render_prose, run_mkdocs
from generator.pages.shell import complete

HERE = Path(__file__).parent.parent
ABOUT = """\
---
description: Who runs it.
---
# About & around

See [the guide](guide.md), [a file](files/rules.txt), and a note.[^1]

| element | state |
| --- | --- |
| title | stated |

!!! note "Mind"
    Text.

[^1]: The note.
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "en" / "files").mkdir(parents=True)
    (folder / "pl").mkdir()
    (folder / "en" / "about.md").write_text(ABOUT, encoding="utf-8")
    (folder / "en" / "guide.md").write_text("# Guide\n\n## One\n\n## Two\n\n## Three\n", encoding="utf-8")
    (folder / "en" / "files" / "rules.txt").write_text("rules", encoding="utf-8")
    (folder / "en" / "files" / "unused.txt").write_text("unused", encoding="utf-8")
    (folder / "pl" / "about.md").write_text("# O rejestrze\n", encoding="utf-8")
    return folder


def rendered(content: Path, language: str = "en", *, sample: bool = True, timeout: float = 60) -> Prose:
    return render_prose(
        config_file=HERE / "mkdocs.yml",
        content=content,
        chrome=HERE / "theme" / "chrome",
        language=language,
        languages=["pl", "en"],
        words=chrome_words(lambda text: f"[{text}]"),
        sample=sample,
        output=content.parent / "output",
        timeout=timeout,
    )


def assert_nothing_inline(html: str) -> None:
    tree = markup.document_fromstring(html)
    assert not tree.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")


@pytest.mark.slow
def test_pages_of_one_language_with_title_and_description(content: Path) -> None:
    prose = rendered(content)
    assert list(prose.pages) == ["en/about/index.html", "en/guide/index.html"]
    about = prose.pages["en/about/index.html"]
    assert (about.address, about.title, about.description) == ("en/about/", "About & around", "Who runs it.")
    assert 'href="../guide/"' in about.html
    assert "[On this page]" in prose.pages["en/guide/index.html"].html


@pytest.mark.slow
def test_only_files_that_a_page_refers_to_are_kept(content: Path) -> None:
    assert rendered(content).assets == {"en/files/rules.txt": b"rules"}


@pytest.mark.slow
def test_page_and_shell_have_policy_language_and_nothing_inline(content: Path) -> None:
    prose = rendered(content)
    page = complete(prose.pages["en/about/index.html"].html, path="en/about/", head="")
    record = prose.shell.page(path="en/offers/a/b/", title="Offer", head="", content="<h1>Offer</h1>")
    for html in (page, record):
        assert_nothing_inline(html)
        assert "--mc:" not in html
        assert "--base--" not in html
        tree = markup.document_fromstring(html)
        assert tree.get("lang") == "en"
        assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")
        assert tree.xpath("string(//nav//a[@lang='pl'])") == "Polski"
    assert 'href="../../pl/about/"' in page
    assert 'href="../../../../pl/offers/a/b/"' in record
    assert 'src="../../../../assets/js/scheme.js"' in record


@pytest.mark.slow
def test_every_file_the_frame_loads_exists(content: Path) -> None:
    record = rendered(content).shell.page(path="en/", title="", head="", content="")
    loaded = set(re.findall(r'"\.\./(assets/[^"#]+)', record))
    assert {"assets/css/frame.css", "assets/js/scheme.js", "assets/icons.svg"} <= loaded
    assert [path for path in loaded if not (HERE / "theme" / path).is_file()] == []


@pytest.mark.slow
def test_every_icon_of_the_frame_exists(content: Path) -> None:
    record = rendered(content).shell.html
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (HERE / "theme/assets/icons.svg").read_text()))
    assert set(re.findall(r"icons\.svg#([a-z-]+)", record)) <= drawn


@pytest.mark.slow
def test_frame_leads_only_to_pages_that_exist(content: Path) -> None:
    def editorial_links() -> set[str]:
        return set(re.findall(r'href="[^"]*/en/((?:about|advice|submit|privacy)/)"', rendered(content).shell.html))

    assert editorial_links() == {"about/"}
    (content / "en" / "advice").mkdir()
    for name in ("advice/index.md", "privacy.md"):
        (content / "en" / name).write_text("# Mine\n", encoding="utf-8")
    assert editorial_links() == {"about/", "advice/", "privacy/"}


@pytest.mark.slow
def test_contents_list_in_the_text_has_a_translated_title(content: Path) -> None:
    (content / "en" / "guide.md").write_text("# Guide\n\n[TOC]\n\n## One\n", encoding="utf-8")
    assert '<span class="toctitle">[On this page]</span>' in rendered(content).pages["en/guide/index.html"].html


@pytest.mark.slow
def test_sample_banner_follows_the_setting(content: Path) -> None:
    banner = "[The providers and offers shown here are invented.]"
    assert banner in rendered(content).shell.html
    assert banner not in rendered(content, sample=False).shell.html


@pytest.mark.slow
def test_language_without_content_still_has_a_shell(content: Path) -> None:
    shutil.rmtree(content / "pl")
    prose = rendered(content, "pl")
    assert prose.pages == {}
    assert '<html lang="pl">' in prose.shell.html


@pytest.mark.slow
def test_broken_link_is_an_error_with_the_words_of_mkdocs(content: Path) -> None:
    (content / "en" / "about.md").write_text("# About\n\n[gone](missing.md)\n", encoding="utf-8")
    with pytest.raises(EngineError, match=r"(?s)^mkdocs ended with exit code 1\n.*missing\.md") as raised:
        rendered(content)
    assert "INFO" not in raised.value.message
    assert "\x1b" not in raised.value.message


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("| a |\n| :-- |\n| b |\n", "th"),
        ("Text.\n{: style='color:red'}\n", "p"),
        ("<script>alert(1)</script>\n", "script"),
    ],
)
def test_inline_style_or_script_in_content_is_refused(content: Path, text: str, element: str) -> None:
    (content / "en" / "about.md").write_text(f"# About\n\n{text}", encoding="utf-8")
    with pytest.raises(EngineError, match=rf"en/about/index\.html: inline .* <{element}>"):
        rendered(content)


@pytest.mark.parametrize(
    "text",
    [
        '<img src="https://other.example/a.png" alt="">',
        '<img src="a.png" srcset="a.png 1x, //other.example/a.png 2x" alt="">',
        '<script src="//other.example/a.js"></script>',
        '<iframe src="about.html"></iframe>',
        '<object data="http://other.example/a.svg"></object>',
        '<video><source src="https://other.example/a.webm"></video>',
        '<link rel="preconnect" href="https://other.example">',
        '<meta http-equiv="Refresh" content="0; url=https://other.example/">',
        '<base href="https://other.example/">',
        '<a href=" java\tscript:alert(1)">here</a>',
        '<a href="guide.md" ping="https://other.example/">here</a>',
        '<form action="https://other.example/"></form>',
        '<svg><use href="https://other.example/a.svg#a"/></svg>',
    ],
)
def test_what_loads_from_or_leads_elsewhere_by_itself_is_refused(text: str) -> None:
    tree = markup.document_fromstring(f"<html><body><main><h1>About</h1>{text}</main></body></html>")
    with pytest.raises(EngineError, match=r"^en/about/index\.html: <") as raised:
        refuse_foreign("en/about/index.html", tree)
    assert raised.value.remedy


def test_links_and_own_files_are_not_refused() -> None:
    text = """<link rel="canonical" href="https://registry.example.org/en/about/"><a href="https://other.example/">x</a>
        <a href="mailto:office@other.example">y</a><img src="../a.png" srcset="../b.png 2x" alt="">
        <img src="data:image/png;base64,//8AAA==" alt=""><svg><use href="../assets/icons.svg#a"/></svg>"""
    refuse_foreign("en/about/index.html", markup.document_fromstring(f"<html><body>{text}</body></html>"))


@pytest.mark.parametrize(
    "name",
    [
        "index.md",
        "README.md",
        "search/index.md",
        "search.md",
        "offers/a/b.md",
        "data.md",
        "fields/06.html",
        "free.md",
        "404.md",
    ],
)
def test_page_at_an_address_of_the_generator_is_refused(content: Path, name: str) -> None:
    file = content / "en" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(EngineError, match=rf"^content/en/{name}: ") as raised:
        rendered(content)
    assert raised.value.remedy


def test_page_beside_those_of_the_generator_is_accepted(content: Path) -> None:
    (content / "en" / "research").mkdir()
    for name in ("research/index.md", "fields-of-work.md"):
        (content / "en" / name).write_text("# Mine\n", encoding="utf-8")
    refuse_taken_addresses(content, "en")


def test_child_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"mkdocs was stopped after 0\.2 seconds"):
        run_mkdocs(["sleep", "20"], tmp_path, 0.2)


def test_another_runner_can_be_given(content: Path) -> None:
    commands: list[Sequence[str]] = []

    def refuse(command: Sequence[str], directory: Path, timeout: float) -> None:
        commands.append(command)
        assert (directory / "mkdocs.yml").is_file()
        raise EngineError("refused")

    with pytest.raises(EngineError, match="refused"):
        render_prose(
            config_file=HERE / "mkdocs.yml",
            content=content,
            chrome=HERE / "theme" / "chrome",
            language="en",
            languages=["en"],
            words=chrome_words(str),
            sample=False,
            output=content.parent / "output",
            run=refuse,
        )
    assert "mkdocs" in commands[0]


def test_languages_are_named_in_themselves() -> None:
    assert [own_name(tag) for tag in ("pl", "en", "uk", "ga", "mt")] == [
        "Polski",
        "English",
        "Українська",
        "Gaeilge",
        "Malti",
    ]
