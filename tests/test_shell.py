"""The frame is filled for every depth and leaves no marker behind."""

import pytest

from generator.pages.shell import Shell, complete, root

SHELL = Shell(
    "en",
    "<title>--mc:title-- – Registry</title>--mc:head--"
    '<link href="/--base--/assets/a.css">'
    '<a href="/--base--/en/"--mc:current-home-->Home</a>'
    '<a href="/--base--/en/browse/"--mc:current-browse-->Browse</a>'
    '<a href="/--base--/pl/--mc:here-pl--" lang="pl">Polski</a>'
    '<a href="/--base--/pt-BR/--mc:here-pt-BR--">Português</a>'
    "<main>--mc:content--</main>",
)


def filled(path: str, **changes: object) -> str:
    arguments = {"path": path, "title": "Title", "head": "<meta>", "content": "<p>Text</p>"} | changes
    return SHELL.page(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "asset"),
    [
        ("", "./assets/a.css"),
        ("en/", "../assets/a.css"),
        ("en/fields/", "../../assets/a.css"),
        ("en/offers/a/b/", "../../../../assets/a.css"),
    ],
)
def test_addresses_fit_the_depth_and_no_marker_stays(path: str, asset: str) -> None:
    html = filled(path)
    assert f'href="{asset}"' in html
    assert "--mc:" not in html
    assert "--base--" not in html
    assert "<main><p>Text</p></main>" in html


def test_root_leads_from_a_page_to_the_top() -> None:
    assert [root(path) for path in ("", "en/", "en/offers/a/b/")] == ["./", "../", "../../../../"]


def test_language_switch_leads_to_the_same_page() -> None:
    html = filled("en/offers/a/b/")
    assert 'href="../../../../pl/offers/a/b/" lang="pl"' in html
    assert 'href="../../../../pt-BR/offers/a/b/"' in html


def test_language_switch_leads_home_where_the_page_does_not_exist() -> None:
    html = filled("en/offers/a/b/", languages={"en", "pl"})
    assert 'href="../../../../pl/offers/a/b/"' in html
    assert 'href="../../../../pt-BR/"' in html


def test_menu_marks_the_page_and_the_pages_above_it() -> None:
    assert '"../../en/browse/" aria-current="page">Browse' in filled("en/browse/")
    assert '"../../../en/browse/" aria-current="true">Browse' in filled("en/fields/06/")
    assert '"../../../en/browse/" aria-current="true">Browse' in filled("en/providers/river/")
    assert '"../../en/browse/">Browse' in filled("en/search/")
    assert '"../en/" aria-current="page">Home' in filled("en/")
    assert "aria-current" not in filled("en/offers/a/b/")


def test_title_is_escaped_and_content_is_left_as_it_is() -> None:
    html = filled("en/", title="Data & <b>", content="--mc:title-- /--base--/")
    assert "<title>Data &amp; &lt;b&gt; – Registry</title>" in html
    assert "<main>--mc:title-- /--base--/</main>" in html


def test_page_absolute_serves_any_address() -> None:
    html = SHELL.page_absolute("/registry/", title="Not found", head="", content="")
    assert 'href="/registry/assets/a.css"' in html
    assert 'href="/registry/pl/" lang="pl"' in html
    assert "aria-current" not in html


def test_complete_fills_what_mkdocs_left_open() -> None:
    html = '--mc:head--<a href="../../pl/--mc:here-pl--"></a><a href="./"--mc:current-about-->'
    done = complete(html, path="en/about/", head="<link>", languages={"en", "pl"})
    assert done == '<link><a href="../../pl/about/"></a><a href="./" aria-current="page">'


def test_text_that_only_looks_like_a_marker_stays() -> None:
    text = "--mc:nosuch-- and --mc:title--"
    assert complete(text, path="en/about/", head="") == text
