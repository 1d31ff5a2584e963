"""How a digest is laid out, in a mail and on its page: by section and phase, in the order in which somebody put its articles."""

from dataclasses import dataclass

from cms.publication.story import DigestDetails, DigestEntry
from cms.registry.choices import PHASE_WORDS, PhaseKind


@dataclass(frozen=True)
class Group:
    """Entries under one heading; ``phase`` is empty where the whole digest is of one phase."""

    section: str
    phase: str
    entries: tuple[DigestEntry, ...]


def groups_of(details: DigestDetails) -> list[Group]:
    """The groups; each section stands where its first article does, and so does each phase in it."""
    sections = list(dict.fromkeys(entry.section for entry in details.entries))
    phases = list(dict.fromkeys(entry.phase for entry in details.entries))
    keys = dict.fromkeys((entry.section, entry.phase) for entry in details.entries)
    told = len(phases) > 1
    return [
        Group(
            section,
            PHASE_WORDS[PhaseKind(phase)] if told and phase else "",
            tuple(entry for entry in details.entries if (entry.section, entry.phase) == (section, phase)),
        )
        for section, phase in sorted(keys, key=lambda key: sections.index(key[0]))
    ]
