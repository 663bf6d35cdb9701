"""What the rules about words find in good and bad learning outcomes and titles, in several languages."""

import pytest

from generator.checks.outcomes import observable
from generator.checks.titles import generic
from generator.records.source import Source
from generator.records.yaml import Document, parse
from tests.builders import a_credential, an_offer

GOOD = {
    "en": [
        "Evaluates the quality of a data set",
        "Evaluate the quality of a data set.",
        "- Plans a small irrigation system",
        "Introduces a colleague to the basics of first aid",
        "Knows the limits of the method and applies it safely",
        "Knowingly takes risks",
        "Understandably explains a contract",
        "Explains the fundamentals of statistics",
        "Topicalises an issue",
        "Can explain the history of the town",
        "By the end, the learner writes a plan",
        "1. Designs a survey",
    ],
    "pl": [
        "Ocenia jakość zbioru danych",
        "Wprowadza dane do arkusza",
        "Zna i stosuje zasady bezpieczeństwa",
        "Wiedzie rozmowę z klientem",
        "Znajduje błędy w obliczeniach",
        "Wiesza ogłoszenia",
        "Potrafi ocenić stan drzewa",
        "Podstawia dane do wzoru",
        "Historycznie porządkuje źródła",
        "Rozumiejąc ryzyko, wybiera zabezpieczenia",
    ],
    "de": [
        "Bewertet die Qualität eines Datensatzes",
        "Führt eine Gruppe durch den Weinberg",
        "Kennt die eigenen Grenzen und zieht rechtzeitig Fachleute hinzu",
        "Erklärt die Grundlagen der Statistik",
        "Weist auf Gefahren hin",
    ],
    "fr": ["Évalue la qualité d’un jeu de données", "Initie un groupe aux gestes de base", "Connecte deux appareils"],
    "fi": ["Arvioi aineiston laadun", "Tiedottaa asiakkaille muutoksista", "Tunnetusti toimii"],
    "uk": ["Оцінює якість набору даних", "Знаходить помилки", "Розумно планує"],
    "xx": ["Introduction to statistics"],
}
TOPICS = {
    "en": [
        "Introduction to statistics",
        "The basics",
        "Knowledge of first aid",
        "OVERVIEW OF METHODS",
        "• Basics of Excel",
    ],
    "pl": [
        "Wprowadzenie do statystyki",
        "Podstawy Excela",
        "Znajomość przepisów",
        "„Zagadnienia prawne”",
        "Wiedza o mieście",
    ],
    "de": ["Einführung in die Statistik", "Grundlagen der Statistik", "Kenntnisse im Umweltrecht"],
    "fr": ["Introduction à la statistique", "Notions de droit", "Connaissance des plantes"],
    "nl-BE": ["Inleiding tot de statistiek"],
    "uk": ["Основи статистики", "Вступ до права"],
}
NOT_SEEN = {
    "en": ["Knows the rules", "Understands charts", "understand how a contract works", "Knows and understands the law"],
    "pl": ["Zna przepisy", "Rozumie wykresy", "Zna i rozumie prawo", "Wie, kiedy odmówić"],
    "de": ["Kennt die Regeln", "Versteht Diagramme", "Weiß, wie ein Vertrag entsteht"],
    "fr": ["Connaît les règles", "Comprend un contrat"],
}


def listed(texts: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, text) for language, some in texts.items() for text in some]


def found(language: str, text: str, kind: str | None = None) -> int:
    outcome = {"text": {language: text}, **({"kind": kind} if kind else {})}
    credential = an_offer(credential=a_credential(learning_outcomes=[outcome])).credential
    assert credential is not None
    return len(list(observable(credential, (), document())))


def document() -> Document:
    read, _ = parse(Source("x.yml", "id: x\ntitle: {en: x}\n"))
    assert read is not None
    return read


@pytest.mark.parametrize(("language", "text"), listed(GOOD))
def test_outcome_that_says_what_the_learner_does_passes(language: str, text: str) -> None:
    assert found(language, text) == 0


@pytest.mark.parametrize(("language", "text"), listed(TOPICS))
def test_topic_is_no_outcome_of_any_kind(language: str, text: str) -> None:
    assert (found(language, text), found(language, text, "knowledge")) == (1, 1)


@pytest.mark.parametrize(("language", "text"), listed(NOT_SEEN))
def test_what_nobody_can_see_is_no_skill_but_may_be_knowledge(language: str, text: str) -> None:
    assert (found(language, text), found(language, text, "skill"), found(language, text, "knowledge")) == (1, 1, 0)


def test_outcome_is_reported_once_however_many_languages_it_has() -> None:
    outcome = {"text": {"pl": "Podstawy Excela", "en": "Basics of Excel"}}
    credential = an_offer(credential=a_credential(learning_outcomes=[outcome, outcome])).credential
    assert credential is not None
    assert len(list(observable(credential, (), document()))) == 2


@pytest.mark.parametrize(
    "title",
    ["Module 1", "Course", "Kurs 2", "Szkolenie", "Kurs nr 2", "MODUŁ III", "Workshop #4", "Unit B", "Micro-credential",
     "Mikropoświadczenie 1", "New course", "Untitled", "Schulung", "Cours 12", "Warsztaty", "Title", "Lesson no. 3"],
)  # fmt: skip
def test_title_of_any_course(title: str) -> None:
    assert len(list(generic(an_offer(title={"en": title}), document()))) == 1


@pytest.mark.parametrize(
    "title",
    ["Course design", "Kurs na jutro", "Training for trainers", "Module bundlers", "Excel 1", "Courses of rivers",
     "Course 1: First aid", "Szkolenie BHP", "Teaching", "Unit testing", "Part-time farming", "Class 42 engines", "C"],
)  # fmt: skip
def test_title_that_says_something(title: str) -> None:
    assert list(generic(an_offer(title={"en": title}), document())) == []
