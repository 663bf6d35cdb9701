"""What mkdocs.yml may say: the rest is refused with the name of the key, before anything is built from it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.errors import SettingsError
from generator.publish.sources import refuse_missing_folders
from generator.settings import checked_base_url, read_settings

SOUND: dict[str, Any] = {
    "name": {"en": "Registry"},
    "languages": ["en", "pl"],
    "identifier_base": "https://registry.example.org",
    "base_url": "https://registry.example.org/catalogue/",
    "licence": "https://creativecommons.org/licenses/by/4.0/",
    "publisher": {"name": {"en": "Agency"}, "homepage": "https://agency.example.org/@about"},
}


def write(root: Path, **changes: object) -> Path:
    settings = {"extra": {"catalogue": {**SOUND, **changes}}}
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return root


def test_sound_settings_are_read(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path))
    assert (settings.base_path, settings.languages) == ("/catalogue/", ("en", "pl"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("languages", ["pt-BR", "zh-Hant", "ga"]),
        ("base_url", "http://127.0.0.1:8000/"),
        ("base_url", "http://[::1]:8000/"),
        ("base_url", "https://r.example.org/my%20site/żółw"),
        ("identifier_base", "https://żółw.example.org"),
    ],
)
def test_unusual_but_sound(tmp_path: Path, key: str, value: object) -> None:
    read_settings(write(tmp_path, **{key: value}))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("identifier_base", "not a url"),
        ("identifier_base", ""),
        ("identifier_base", "https://registry.example.org/%zz"),
        ("identifier_base", "https://registry.example.org/?id="),
        ("identifier_base", 12),
        ("base_url", "https://[x"),
        ("base_url", "https://user:word@registry.example.org/"),
        ("base_url", "https://user@registry.example.org/"),
        ("base_url", "https://registry.example.org:70000/"),
        ("base_url", 'https://registry.example.org/a"><script>'),
        ("base_url", "https://registry.example.org/a/../b/"),
        ("base_url", "https://registry.example.org//a/"),
        ("base_url", "https://registry.example.org/\n"),
        ("base_url", "ftp://registry.example.org/"),
        ("base_url", None),
        ("licence", "CC BY 4.0"),
        ("licence", "javascript:alert(1)"),
        ("publisher.homepage", "www.example.org"),
        ("publisher.homepage", "https://exa℀mple.example/"),
        ("publisher.name", "Agency"),
        ("name.en", 12),
        ("languages", "pl"),
        ("languages", []),
        ("languages", ["pl", "en", "pl"]),
        ("languages.0", ["../x"]),
        ("languages.0", ["xx"]),
        ("languages.0", ["PL"]),
        ("languages.0", ["pl\n"]),
        ("languages.0", ["pl_PL"]),
        ("languages.0", ["e1"]),
        ("languages.1", ["pl", 12]),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_key(tmp_path: Path, key: str, value: object) -> None:
    first, _, inner = key.partition(".")
    inside = {**SOUND["publisher"], inner: value} if first == "publisher" else {inner: value}
    write(tmp_path, **{first: inside if inner.isalpha() else value})
    with pytest.raises(SettingsError, match=rf"^mkdocs\.yml: extra\.catalogue\.{key}: ") as caught:
        read_settings(tmp_path)
    assert caught.value.exit_code == 2
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "x: " + "[" * 3000 + "]" * 3000,
        "x: 2026-02-30",
        "x: !!int ''",
        "x: !!bool perhaps",
        "x: !!timestamp soon",
        "? [a]\n: b",
        "extra: {catalogue: {1: a}}",
        "extra: {catalogue: [a]}",
        "extra: a",
        "\0",
    ],
    ids=lambda text: repr(text[:24]),
)
def test_file_that_cannot_be_read_is_explained(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mkdocs\.yml"):
        read_settings(tmp_path)


@pytest.mark.parametrize("text", ["https://[x", "https://user@x.example/", "x.example", "https:///a"])
def test_base_address_of_the_command_line_is_held_to_the_same(text: str) -> None:
    with pytest.raises(SettingsError, match="base address") as caught:
        checked_base_url(text)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("content/pl", "content/pl/"),
        ("content", "content/en/"),
        ("theme", "theme/chrome/"),
        ("theme/templates", "theme/templates/"),
    ],
)
def test_folder_that_is_missing_is_named(tmp_path: Path, missing: str, words: str) -> None:
    folders = {"content/en", "content/pl", "theme/chrome", "theme/templates", "theme/assets"}
    for folder in folders:
        (tmp_path / folder).mkdir(parents=True)
    settings = read_settings(write(tmp_path))
    refuse_missing_folders(settings)
    (tmp_path / missing).rename(tmp_path / "elsewhere")
    with pytest.raises(SettingsError, match=words) as caught:
        refuse_missing_folders(settings)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("profiles", "said"),
    [
        (
            ["eu", "4eu"],
            "profiles.1.id: expected one of the profiles 4eu-plus, at, .*, got '4eu'; did you mean 4eu-plus?",
        ),
        (["be_vlg"], "did you mean be-vlg?"),
        ([{"id": "eu", "alliances": "x"}], "profiles.0.alliances"),
        ("eu", "profiles: "),
    ],
)
def test_profile_that_does_not_exist_is_named(tmp_path: Path, profiles: object, said: str) -> None:
    with pytest.raises(SettingsError, match=said.replace("?", r"\?")):
        read_settings(write(tmp_path, profiles=profiles))


def test_profiles_are_chosen_by_name_or_bound_to_an_alliance(tmp_path: Path) -> None:
    options = read_settings(write(tmp_path, profiles=["eu", {"id": "4eu-plus", "alliance": "quay"}])).options
    assert [(one.id, one.alliance) for one in options.profiles] == [("eu", None), ("4eu-plus", "quay")]
    assert [one.id for one in read_settings(write(tmp_path)).options.profiles] == ["eu"]


def test_gate_is_a_warning_or_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="gate"):
        read_settings(write(tmp_path, gate="note"))
