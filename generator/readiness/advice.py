"""What a provider is told about each element of Annex I, in plain words: what is missing and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.wording import Wording

FIRST = ("learning-outcomes", "assessment")
"""What the advice begins with: without assessed outcomes there is no micro-credential, whatever else is stated."""

MISSING: Mapping[str, Wording] = {
    "issuer-country": say("The country of the organisation that awards it."),
    "awarding-body": say("Who awards it."),
    "learning-outcomes": say("What learners can do afterwards."),
    "workload": say("How much work it takes."),
    "level": say("At which level it is, or that no level applies."),
    "assessment": say("How it is found out whether learners have reached the outcomes."),
    "participation": say("How one takes part."),
    "quality-assurance": say("Who watches over the quality, and how."),
    "prerequisites": say("What one needs before."),
    "supervision": say("Whether the assessment is supervised and identities are checked."),
    "stackability": say("Whether it counts towards something larger."),
    "further-information": say("Anything else that a reader should know."),
}

TO_DO: Mapping[str, Wording] = {
    "issuer-country": say("State the country in the description of the awarding organisation."),
    "awarding-body": say(
        "Name the organisation whose name will stand on the credential; it may be another one than the one that "
        "teaches."
    ),
    "learning-outcomes": say(
        "Write three to eight sentences, each about one thing that learners can do afterwards. Begin with a verb: "
        "plans, evaluates, repairs. Then say for each what a learner must show."
    ),
    "workload": say(
        "Count all hours of a typical learner: lessons, work at home, assessment. State them, and ECTS credits if you "
        "award them or know how many it would be."
    ),
    "level": say(
        "Compare the outcomes with the descriptors of your national framework and name the level they refer to. If "
        "none applies, say so and why."
    ),
    "assessment": say(
        "Say what learners do to show what they have learned: a test, a project, a portfolio. Somebody else than the "
        "learner must judge it; attendance is not enough."
    ),
    "participation": say("Say whether it is online, on site or both, and how many days one has to be there."),
    "quality-assurance": say(
        "Name the framework and the body, if there was an external decision. Otherwise describe how you yourselves "
        "check and improve it."
    ),
    "prerequisites": say("State what is needed to enrol, or that nothing is."),
    "supervision": say("Say whether somebody supervises the assessment and checks identities, on site or online."),
    "stackability": say("Say whether it stands alone or counts towards a larger qualification, and which."),
    "further-information": say("Add what does not fit elsewhere, such as equipment that one has to bring."),
}

ON_CREDENTIAL: Mapping[str, Wording] = {
    "learner": say("Stands on the credential of each learner. Nothing to do here."),
    "date-of-issue": say("Stands on the credential of each learner. Nothing to do here."),
    "grade": say("Stands on the credential of each learner. Say which grades there are, or that none is awarded."),
}
