"""Turn placed rows into records that fit the model; what does not fit is taken out and named."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.checks.kind import MICRO_CREDENTIAL, is_assessed
from generator.importers.cells import clean
from generator.importers.fitting import fit_model, shown
from generator.importers.homepages import Homepage, find_homepages
from generator.importers.identifiers import free_identifier, source_uuid
from generator.importers.placing import place_row
from generator.importers.present import NOTHING
from generator.importers.remarks import Failure, Fate, Remark
from generator.records.credential import Credential
from generator.records.offer import Offer
from generator.records.provider import Provider
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importers.mapping import Mapping
    from generator.importers.placing import PlacedRow, Tree
    from generator.importers.present import Present
    from generator.importers.tables import Row, Table


LEARNING_OPPORTUNITY = "learning-opportunity"


@dataclass(frozen=True)
class MadeRecord:
    """A record made from rows; `folder` is the identifier of its provider."""

    folder: str
    record: Provider | Offer
    rows: tuple[int, ...]
    remarks: tuple[Remark, ...] = ()
    columns: tuple[str, ...] = ()
    """The columns of its row that hold something."""
    modest: str = ""
    """Why a row whose kind is derived is no micro-credential."""
    is_there: bool = False
    """It is the record of a provider that the mapping names; the import leaves it as it is."""

    @property
    def path(self) -> str:
        """Return the path of its file below the providers folder."""
        is_offer = isinstance(self.record, Offer)
        return f"{self.folder}/offers/{self.record.id}.yml" if is_offer else f"{self.folder}/provider.yml"


@dataclass
class Conversion:
    """What a table gave: records, remarks on values, and the rows that gave nothing."""

    providers: list[MadeRecord] = field(default_factory=list)
    offers: list[MadeRecord] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    """The UUIDs of everything that the table names, also of rows that gave no record this time."""
    cells: int = 0
    """How many cells of the rows that became offers hold something."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return all remarks in the order of the rows."""
        every = (remark for made in (*self.providers, *self.offers) for remark in made.remarks)
        return tuple(sorted(every, key=lambda remark: remark.row))


@dataclass(frozen=True)
class _Group:
    """The rows of one provider, under the key that identifies it."""

    key: str
    mapping: Mapping
    rows: list[Row]
    present: tuple[str, Provider] | None = None
    """Folder and record of a provider that is there already, as the mapping says."""

    @property
    def uuid(self) -> str:
        """Return the UUID of the provider."""
        return self.present[1].uuid if self.present else _uuid(self.mapping, "provider", (self.key,))


def convert(table: Table, mapping: Mapping, present: Present = NOTHING) -> Conversion:
    """Turn a table into provider and offer records; pure: the same table and mapping give equal records.

    Records that are `present` keep their identifiers, wherever rows have moved.
    """
    result = Conversion(failures=[Failure(fault.number, fault.reason) for fault in table.faults])
    groups: dict[str, _Group] = {}
    known = {clean(text).text.casefold(): folder for text, folder in mapping.provider.is_.items()}
    for row in _distinct(table, mapping, result):
        key = _key(row, (mapping.provider.identified_by,), mapping)[0]
        folder = known.get(key)
        there = (folder, present.providers[folder]) if folder and folder in present.providers else None
        key = f"={folder}" if there else key  # no provider is called so
        groups.setdefault(key, _Group(key, mapping, [], there)).rows.append(row)
    homepages = _homepages(groups, mapping)
    uuids = {group.uuid for group in groups.values()}
    taken = {folder for uuid in uuids if (folder := present.folder_of(uuid)) is not None}
    result.seen.update(uuids)
    for key, group in groups.items():
        _convert_group(group, taken, homepages.get(key), present, result)
    result.failures.sort(key=lambda failure: failure.row)
    return result


def _homepages(groups: dict[str, _Group], mapping: Mapping) -> dict[str, Homepage]:
    column = mapping.provider.website
    if column is None:
        return {}
    return find_homepages({key: [row.cells[column] for row in group.rows] for key, group in groups.items()})


def _distinct(table: Table, mapping: Mapping, result: Conversion) -> list[Row]:
    """Return the rows that say who provides what, each once; the others fail."""
    seen: dict[tuple[str, ...], int] = {}
    kept = []
    for row in table.rows:
        identity = _key(row, mapping.identity, mapping)
        unknown = next((name for name in (*mapping.identity, mapping.provider.identified_by) if name in row.faults), "")
        if unknown:
            reason = (
                f"expected a value in {_place(table, unknown)}, which identifies the offer, but {row.faults[unknown]}"
            )
            result.failures.append(Failure(row.number, reason))
        elif not _key(row, (mapping.provider.identified_by,), mapping)[0]:
            reason = f"expected a provider in {_place(table, mapping.provider.identified_by)}, got nothing"
            result.failures.append(Failure(row.number, reason))
        elif identity in seen:
            columns = " and ".join(_place(table, name) for name in mapping.identity)
            reason = f"expected an offer of its own, got the same in {columns} as in row {seen[identity]}"
            result.failures.append(Failure(row.number, reason))
        else:
            seen[identity] = row.number
            kept.append(row)
    return kept


def _place(table: Table, column: str) -> str:
    return f"column {table.letters[column]} (`{column}`)"


def _namespace(mapping: Mapping) -> str:
    """Return the address of the source, on which UUIDs depend; the import begins only with one."""
    return mapping.source.address or ""


def _key(row: Row, columns: Sequence[str], mapping: Mapping, provider: str | None = None) -> tuple[str, ...]:
    """Return what identifies a row or its provider; `provider` stands in for the text of that column.

    Small and capital letters make no other provider.
    """
    texts = {name: clean(row.cells[name], markup=mapping.markup == "html").text for name in columns}
    owner = mapping.provider.identified_by
    if owner in texts:
        texts[owner] = texts[owner].casefold() if provider is None else provider
    return tuple(texts[name] for name in columns)


def _known_key(row: Row, mapping: Mapping, owner: str, present: Present) -> tuple[str, ...]:
    """Return what identifies a row, spelt as it was when its record was made: UUIDs once depended on that."""
    key = _key(row, mapping.identity, mapping)
    written = clean(row.cells[mapping.provider.identified_by], markup=mapping.markup == "html").text
    once = (_key(row, mapping.identity, mapping, name) for name in (written, *present.names_of(owner)))
    return next((one for one in (key, *once) if present.knows(_uuid(mapping, "offer", one))), key)


def _uuid(mapping: Mapping, kind: str, identity: Sequence[str]) -> str:
    return source_uuid(_namespace(mapping), kind, identity)


def _convert_group(
    group: _Group, taken: set[str], homepage: Homepage | None, present: Present, result: Conversion
) -> None:
    placed = _placed(group)
    keys = [_known_key(row, group.mapping, group.uuid, present) for row in group.rows]
    uuids = [_uuid(group.mapping, "offer", key) for key in keys]
    result.seen.update(uuids)
    provider = _provider(group, placed, taken, homepage, present)
    if isinstance(provider, str):
        result.failures += [Failure(row.number, provider) for row in group.rows]
        return
    offers = {known for uuid in uuids if (known := present.identifier_of(uuid)) is not None}
    offers |= present.offers_in(provider.folder) if group.present else present.imported_into(provider.folder)
    made = 0
    for row, one, key in zip(group.rows, placed, keys, strict=True):
        offer = _offer(_Identity(group.mapping, key, present, offers), one, provider.folder, row)
        if isinstance(offer, str):
            result.failures.append(Failure(row.number, offer))
            continue
        result.offers.append(offer)
        result.cells += len(one.filled)
        offers.add(offer.record.id)
        made += 1
    if made:
        result.providers.append(provider)
        taken.add(provider.folder)


def _placed(group: _Group) -> list[PlacedRow]:
    """Place the rows of a provider; what was changed or assumed about the provider itself is said once."""
    placed = [place_row(row, group.mapping) for row in group.rows]
    name = group.mapping.provider.identified_by
    said = {(remark.column, remark.reason) for remark in placed[0].remarks if remark.column == name}
    for one in placed[1:]:
        one.remarks = [remark for remark in one.remarks if (remark.column, remark.reason) not in said]
    return placed


# ------------------------------------------------------------------------------------------------------ offers


@dataclass(frozen=True)
class _Identity:
    """What an offer is called: as the file that is there, else by a name that is not taken."""

    mapping: Mapping
    key: tuple[str, ...]
    present: Present
    taken: set[str]

    @property
    def uuid(self) -> str:
        return _uuid(self.mapping, "offer", self.key)

    def name(self, title: str) -> str:
        known = self.present.identifier_of(self.uuid)
        return known or free_identifier(title, self.taken, otherwise=f"offer-{self.uuid[:8]}")


def _offer(identity: _Identity, placed: PlacedRow, folder: str, row: Row) -> MadeRecord | str:
    mapping = identity.mapping
    tree = deepcopy(placed.offer)
    remarks = list(placed.remarks)
    titles = tree.get("title") or {}
    if not titles:
        return "expected a title, got none that could be placed"
    _name_run(tree, placed, remarks)
    source = {"type": "import", "address": _namespace(mapping), "row": str(row.number)}
    tree |= {
        "id": identity.name(next(iter(titles.values()))),
        "uuid": identity.uuid,
        "kind": LEARNING_OPPORTUNITY,
        "source": {**tree.get("source", {}), **source},
    }
    if "credential" in tree:
        tree["credential"]["uuid"] = _uuid(mapping, "credential", identity.key)
        if mapping.provider.awards:
            tree["credential"].setdefault("awarded_by", [folder])
    offer = fit_model(Offer, tree, placed, remarks, of_provider=False)
    if isinstance(offer, str):
        return offer
    modest = why_modest(offer) if mapping.kind == "derived" else ""
    if mapping.kind == "derived" and not modest:
        offer = offer.model_copy(update={"kind": MICRO_CREDENTIAL})
    home = identity.present.folder_of(identity.uuid) or folder
    if home != folder:
        column = mapping.provider.identified_by
        reason = f"the record stays where it is, in the folder `{home}`"
        remarks.append(Remark(row.number, column, row.cells[column], Fate.LEFT_OPEN, reason))
    return MadeRecord(home, offer, (row.number,), tuple(remarks), tuple(placed.filled), modest)


def why_modest(offer: Offer) -> str:
    """Say why an offer is no micro-credential, or nothing if it is one."""
    credential = offer.credential
    if not isinstance(credential, Credential) or not credential.learning_outcomes:
        return "no learning outcomes are stated"
    stated = credential.assessment.types if credential.assessment else ()
    types = [one for one in stated if one in vocabulary("assessment-types")]  # what nobody knows proves nothing
    if is_assessed(types):
        return ""
    named = " and ".join(vocabulary("assessment-types").label(one, "en").lower() for one in types)
    return f"only {named} is stated, and nobody else assesses the outcomes" if named else "no assessment is stated"


def _name_run(tree: Tree, placed: PlacedRow, remarks: list[Remark]) -> None:
    """Give the run of a row its identifier; a run that ends before it begins is not placed."""
    for run in tree.get("runs", []):
        start, end = run.get("start"), run.get("end")
        if start and end and end < start:
            for key in ("start", "end"):
                column = placed.columns[(False, ("runs", 0, key))][-1]
                reason = "the end lies before the start, and nobody can tell which is wrong"
                remarks.append(Remark(placed.number, column, run.pop(key), Fate.NOT_PLACED, reason))
        run["id"] = run.get("start") or run.get("end") or "1"
    if tree.get("runs") and set(tree["runs"][0]) == {"id"}:
        del tree["runs"]


# --------------------------------------------------------------------------------------------------- providers


def _provider(
    group: _Group, placed: list[PlacedRow], taken: set[str], homepage: Homepage | None, present: Present
) -> MadeRecord | str:
    if group.present is not None:
        return _provider_that_is_there(placed, *group.present)
    remarks: list[Remark] = []
    uuid = group.uuid
    tree = _agreed(placed, present.names_of(uuid), remarks)
    names = tree.get("name") or {}
    if not names:
        return "expected a name of the provider, got none that could be placed"
    tree |= {
        "id": present.folder_of(uuid)
        or free_identifier(next(iter(names.values())), taken, otherwise=f"provider-{uuid[:8]}"),
        "uuid": uuid,
        "source": {"type": "import", "address": _namespace(group.mapping)},
    }
    other = None if present.knows(uuid) else present.folder_named(names.values())
    if other is not None:
        column = group.mapping.provider.identified_by
        reason = f"a provider of this name is there, in the folder `{other}`; `is:` in the mapping can name it"
        remarks.append(Remark(group.rows[0].number, column, next(iter(names.values())), Fate.LEFT_OPEN, reason))
    if homepage is not None and "homepage" not in tree:
        _state_homepage(tree, homepage, group, remarks)
    provider = fit_model(Provider, tree, placed[0], remarks, of_provider=True)
    if isinstance(provider, str):
        return provider
    return MadeRecord(tree["id"], provider, tuple(one.number for one in placed), tuple(remarks))


def _provider_that_is_there(placed: list[PlacedRow], folder: str, record: Provider) -> MadeRecord:
    """Return a present provider as it is; what the table says otherwise about it is remarked, its name aside."""
    stated = record.model_dump(mode="json", exclude_unset=True)
    remarks = {
        (column, shown(one.provider[steps[0]])): one.number
        for one in reversed(placed)
        for (of_provider, steps), columns in one.columns.items()
        for column in columns
        if of_provider and steps[0] != "name" and column != "constants" and steps[0] in one.provider
        if one.provider[steps[0]] != stated.get(str(steps[0]))
    }
    reason = f"the provider's record in `{folder}` is left as it is"
    every = (Remark(row, column, value, Fate.NOT_PLACED, reason) for (column, value), row in remarks.items())
    return MadeRecord(folder, record, tuple(one.number for one in placed), tuple(every), is_there=True)


def _state_homepage(tree: Tree, homepage: Homepage, group: _Group, remarks: list[Remark]) -> None:
    if homepage.address:
        tree["homepage"] = homepage.address
        tree.setdefault("domains", [homepage.domain])
        return
    column = group.mapping.provider.website or ""
    reason = f"no homepage of the provider follows from it: {homepage.reason}"
    remarks.append(Remark(group.rows[0].number, column, group.rows[0].cells[column], Fate.LEFT_OPEN, reason))


def _agreed(placed: list[PlacedRow], present: Sequence[str], remarks: list[Remark]) -> Tree:
    """Return what all rows of a provider say alike; `present` is its name in the record that is there."""
    tree: Tree = {}
    for name in dict.fromkeys(name for one in placed for name in one.provider):
        said = [(one, one.provider[name]) for one in placed if name in one.provider]
        column = next(at[0] for (owner, steps), at in said[0][0].columns.items() if owner and steps[0] == name)
        unclear = [remark.row for one in placed for remark in one.remarks if _not_placed(remark, column)]
        if name == "name":
            tree[name] = _name([value for _, value in said], present)
        elif not unclear and all(value == said[0][1] for _, value in said):
            tree[name] = said[0][1]
        for one, value in said:
            if tree.get(name) != value:
                reason = "the rows of this provider do not agree"
                if name == "name":
                    reason = f"the name of the provider is spelt otherwise in its record: {shown(tree[name])}"
                remarks.append(Remark(one.number, column, shown(value), Fate.NOT_PLACED, reason))
    return tree


def _name(said: list[Tree], present: Sequence[str]) -> Tree:
    """Return the name that the record states already, else the most frequent one, else the first in the alphabet."""
    spellings = {tuple(name.items()): name for name in said}
    counted = Counter(tuple(name.items()) for name in said)
    known = [one for one in spellings if any(text in present for _, text in one)]
    return spellings[min(known or spellings, key=lambda one: (-counted[one], one))]


def _not_placed(remark: Remark, column: str) -> bool:
    return remark.column == column and remark.fate is Fate.NOT_PLACED
