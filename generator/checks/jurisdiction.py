"""Whose rules a record falls under: the profiles a registry has chosen, and to which organisations each applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.catalogue.summary import ProviderSummary
from generator.checks.profile import Profile, profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import CredentialSummary, OfferSummary
    from generator.checks.profile import Reach
    from generator.settings import CatalogueOptions


@dataclass(frozen=True, slots=True)
class Chosen:
    """A profile that a registry has chosen; `alliance` and `providers` say to whom it applies in this registry."""

    profile: Profile
    alliance: str | None = None
    providers: tuple[str, ...] = ()

    def reaches(self, organisation: OrganisationSummary) -> bool:
        """Tell whether the profile applies to an organisation."""
        reach = self.profile.applies_to
        alliance = self.alliance or reach.alliance
        if reach.everyone or organisation.id in self.providers:
            return True
        if alliance is not None:
            return alliance in (organisation.id, *_alliances(organisation))
        return _is_within(organisation, reach)


def _alliances(organisation: OrganisationSummary) -> tuple[str, ...]:
    """Return the memberships of a provider; of organisations that are only referred to none are known."""
    return organisation.alliances if isinstance(organisation, ProviderSummary) else ()


def _is_within(organisation: OrganisationSummary, reach: Reach) -> bool:
    region = (organisation.region if isinstance(organisation, ProviderSummary) else None) or ""
    return (
        organisation.country in reach.countries
        and (not reach.regions or region.startswith(reach.regions))
        and (not reach.types or organisation.type in reach.types)
    )


@dataclass(frozen=True)
class Jurisdiction:
    """The chosen profiles, and whether the registry lets nobody publish whose record lacks what a gate asks for."""

    chosen: tuple[Chosen, ...]
    gate: Literal["warning", "error"] = "warning"

    def profiles_of(
        self, record: OfferSummary | CredentialSummary, organisations: Mapping[str, OrganisationSummary]
    ) -> tuple[Profile, ...]:
        """Return the profiles that apply to a record: by its awarding bodies, else by its provider.

        An organisation of which nothing is known is left out; a profile for everyone applies all the same.
        """
        awarding = [organisations[one] for one in record.awarded_by if one in organisations]
        responsible = awarding or [organisations[one] for one in (record.provider,) if one in organisations]
        return tuple({one.id: one for one in self._applying(responsible)}.values())

    def _applying(self, responsible: list[OrganisationSummary]) -> Iterator[Profile]:
        for one in self.chosen:
            if one.profile.applies_to.everyone or any(one.reaches(organisation) for organisation in responsible):
                yield one.profile


EUROPE = Jurisdiction((Chosen(profile("eu")),))
"""What a registry has that has chosen nothing."""


def jurisdiction_of(options: CatalogueOptions) -> Jurisdiction:
    """Return what the settings of a registry say."""
    chosen = (Chosen(profile(one.id), one.alliance, one.providers) for one in options.profiles)
    return Jurisdiction(tuple(chosen), options.gate)
