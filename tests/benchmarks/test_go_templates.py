"""Templates of pages become Go templates; what cannot is said, not left out."""

import pytest
from jinja2 import nodes

from benchmarks.go_templates import Expression, Speech, TranslationError, Translator, environment, literal

SPEECH = Speech(
    lambda text: {"Source": "Źródło"}.get(text, text), lambda one, many, number: one if number == 1 else many
)


def translated(template: str, macros: str = "") -> str:
    parser = environment()
    known = {one.name: one for one in parser.parse(macros).find_all(nodes.Macro)}
    scope = {"page": Expression("$page"), "base": literal("../")}
    return Translator(known, SPEECH).template(parser.parse(template).body, scope)


@pytest.mark.parametrize(
    ("jinja", "go"),
    [
        ("<p>{{ page.title.text }}</p>", "<p>{{ $page.title.text }}</p>"),
        ('<a href="{{ base }}{{ page.way }}">', '<a href="../{{ $page.way }}">'),
        ("{{ page.long.html }}", "{{ $page.long.html | safeHTML }}"),
        ('{{ _("Source") }}', "Źródło"),
        ('{{ _("checked on %(date)s", date=page.day) }}', "checked on {{ $page.day }}"),
        ('{{ page.day or _("Source") }}', '{{ (or $page.day "Źródło") }}'),
        ("{% if page.a and not page.b %}x{% elif page.c %}y{% else %}z{% endif %}",
         "{{ if (and $page.a (not $page.b)) }}x{{ else if $page.c }}y{{ else }}z{{ end }}"),
        ("{% if page.html is not none %}x{% endif %}", "{{ if (not (eq $page.html nil)) }}x{{ end }}"),
        ("{{ 'a' if page.a else 'b' }}", "{{ if $page.a }}a{{ else }}b{{ end }}"),
        ('{% if not page.href.startswith("#") %}x{% endif %}', '{{ if (not (hasPrefix $page.href "#")) }}x{{ end }}'),
        ("{% for one in page.all %}{{ one.x }}{% endfor %}", "{{ range $_, $v0 := $page.all }}{{ $v0.x }}{{ end }}"),
        ("{% for a, b in page.all %}{{ b }}{% endfor %}",
         "{{ range $_, $v0 := $page.all }}{{ (index $v0 1) }}{{ end }}"),
        ("{% for one in (page.a, page.b) if one %}{{ one }}{% endfor %}",
         "{{ range $_, $v0 := (slice $page.a $page.b) }}{{ if $v0 }}{{ $v0 }}{{ end }}{{ end }}"),
        ('{{ page.way | replace("https://", "") }}', '{{ (replace $page.way "https://" "") }}'),
    ],
)  # fmt: skip
def test_parts_of_templates(jinja: str, go: str) -> None:
    assert translated(jinja) == go


def test_macros_stand_where_they_are_called() -> None:
    macros = '{% macro chip(base, name, style="") -%}<i class="c{{ style }}">{{ base }}{{ name }}</i>{%- endmacro %}'
    assert translated('{{ mc.chip(base, "info") }}', macros) == '<i class="c">../info</i>'
    assert translated('{{ mc.chip(base, page.icon, " wide") }}', macros) == (
        '{{ $v0 := $page.icon }}<i class="c wide">../{{ $v0 }}</i>'
    )


def test_the_last_of_a_list_is_known() -> None:
    assert translated("{% for one in page.all %}{{ one }}{% if not loop.last %}, {% endif %}{% endfor %}") == (
        "{{ $v2 := 0 }}{{ with $page.all }}{{ $v2 = len . }}{{ end }}"
        "{{ range $v1, $v0 := $page.all }}{{ $v0 }}{{ if (not (eq (add $v1 1) $v2)) }}, {{ end }}{{ end }}"
    )


def test_plurals_are_looked_up() -> None:
    go = translated('{{ ngettext("%(num)d way", "%(num)d ways", page.ways | length) }}')
    assert go.startswith('{{ index (slice "0 ways" "1 way" "2 ways"')
    assert go.endswith("(len $page.ways) }}")


def test_languages_of_texts() -> None:
    go = translated("<p{{ written_in(page.language) }}>")
    assert go.startswith('<p{{ with $page.language }} lang="{{ . }}"')


@pytest.mark.parametrize(
    "jinja", ["{% set a = 1 %}", "{{ page.a | sort }}", "{{ page.f(1) }}", "{{ page.a ~ page.b }}"]
)
def test_the_unknown_is_refused(jinja: str) -> None:
    with pytest.raises(TranslationError, match="line 1"):
        translated(jinja)
