"""The fixed words of maps and reports in the languages of the corridor; English is the key.

A page says its words through a translator: `t("border crossing")` gives the words in the page's language,
and `t("{count} sources", count=5)` fills in what varies after translating.  What a language lacks stays
English; a test holds that nothing lacks.
"""

from corridor.lang.translate import LANGUAGES, Translator, translator

__all__ = ["LANGUAGES", "Translator", "translator"]
