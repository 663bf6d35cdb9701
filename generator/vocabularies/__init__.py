"""The concept lists that records draw on: fields, modes, kinds of assessment, levels, countries and so on.

One YAML file per list; what a file may hold is told in `concepts`.
"""

from generator.vocabularies.concepts import SUGGESTION_LANGUAGES, Concept, Vocabulary, names, vocabulary

__all__ = ["SUGGESTION_LANGUAGES", "Concept", "Vocabulary", "names", "vocabulary"]
