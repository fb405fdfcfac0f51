"""Who and where in the sample chain: areas, stores, staff, accounts. Pure, and the same in every database.

All names are invented; the domain is one that nobody can own (RFC 2606).
"""

import random
from dataclasses import dataclass

from floorwalk.identity.model import Role, ScopeKind

NAME = "Kaufhaus Linden"
TIME_ZONE = "Europe/Berlin"
SEED = 20261123
TOWN = "12345 Musterstadt"
OPENING_HOURS = "Mon–Sat 9:30–20:00"

# What the staff were told of every programme.
NOTICE_TEXTS = {
    "en": "Visits and observations take place in our stores, so that service gets better. You see every result about"
    " yourself and may comment on it or dispute it within 30 days. No figure alone decides about anybody.",
    "de": "In unseren Filialen gibt es Besuche und Beobachtungen, damit der Service besser wird. Du siehst jedes"
    " Ergebnis über dich und kannst es kommentieren oder 30 Tage lang Einspruch einlegen. Keine Zahl entscheidet"
    " allein über jemanden.",
}

# code, name, code of the area above
AREAS: tuple[tuple[str, str, str | None], ...] = (
    ("north", "North", None),
    ("north-coast", "Coast", "north"),
    ("south", "South", None),
    ("south-hills", "Hills", "south"),
)


@dataclass(frozen=True, slots=True)
class SampleStore:
    """`quality` is what the store is like, in standard deviations from the middle; `drift` a year's change of it."""

    code: str
    name: str
    area: str
    floor_visits: int
    mystery_visits: int
    staff: int
    quality: float
    drift: float = 0.0


STORES = (
    SampleStore("0101", "Linden", "north", 270, 44, 12, 0.5),
    SampleStore("0102", "Hafen", "north-coast", 1, 0, 9, 0.0),  # one visit: too few to show a mean
    SampleStore("0103", "Neumarkt", "north", 0, 0, 8, 0.0),  # opened just now
    SampleStore("0104", "Leuchtturm", "north-coast", 120, 32, 9, -0.9, 1.0),
    SampleStore("0105", "Deichtor", "north-coast", 110, 30, 9, 0.1),
    SampleStore("0106", "Werft", "north", 120, 32, 9, 0.0, -0.8),
    SampleStore("0201", "Schlossberg", "south", 170, 36, 10, 1.1),
    SampleStore("0202", "Rosengarten", "south", 110, 30, 9, 0.2),
    SampleStore("0203", "Weinberg", "south-hills", 100, 28, 9, -0.3),
    SampleStore("0204", "Alte Mühle", "south-hills", 100, 28, 8, -1.2),
    SampleStore("0205", "Brunnenhof", "south", 110, 30, 9, 0.4),
    SampleStore("0206", "Kastanienallee", "south-hills", 3, 1, 9, 0.0),  # provisional: four visits
)

FIRST_NAMES = (
    "Alma", "Arne", "Berit", "Bruno", "Carla", "Cem", "Dora", "Eike", "Elif", "Enno", "Fenja", "Fritz", "Gesa",
    "Hanno", "Hedda", "Ilka", "Ivo", "Jette", "Jorit", "Kaya", "Keno", "Lale", "Lasse", "Levi", "Malin", "Mats",
    "Merle", "Milan", "Nele", "Nuri", "Okka", "Ole", "Paula", "Pelle", "Rieke", "Ruben", "Selma", "Silas", "Svea",
    "Tamme", "Thea", "Tilda", "Ulli", "Veit", "Wanda", "Wiebke", "Yael", "Zora",
)  # fmt: skip
FAMILY_NAMES = (
    "Abendrot", "Birkenfeld", "Blaukehl", "Dornwald", "Eichinger-Moor", "Falkenried", "Feldahorn", "Gräfenstein",
    "Haselbusch", "Himmelpfort", "Kieselbach", "Kranichfeld", "Lerchental", "Mohnblatt", "Nebelhorn", "Ostersee",
    "Quellgrund", "Rabenstein", "Rotdorn", "Sandkrug", "Schilfrohr", "Silbersee", "Steinbrech", "Sturmvogel",
    "Tannenbruch", "Uferschwalbe", "Wacholder", "Weidengrund", "Wiesenhold", "Zaunkönig",
)  # fmt: skip
ROLE_TITLES = ("Sales adviser", "Sales adviser", "Sales adviser", "Till", "Service desk", "Store deputy")


@dataclass(frozen=True, slots=True)
class SamplePerson:
    code: str
    display_name: str
    role_title: str
    store_code: str
    quality: float  # beside the store's own


def staff() -> list[SamplePerson]:
    """Some 110 people, each posted at one store; the same in every database."""
    chance = random.Random(SEED)  # noqa: S311  (a sample, not a secret)
    names = [f"{first} {family}" for first in FIRST_NAMES for family in FAMILY_NAMES]
    chance.shuffle(names)
    people: list[SamplePerson] = []
    for store in STORES:
        for place in range(store.staff):
            number = len(people) + 1
            people.append(
                SamplePerson(
                    f"{number:04}",
                    names[number],
                    ROLE_TITLES[place % len(ROLE_TITLES)],
                    store.code,
                    chance.gauss(0, 0.5),
                )
            )
    return people


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """Somebody who signs in; `place` is the code of the area or store that the scope kind asks for."""

    first_name: str
    family_name: str
    role: Role
    scope_kind: ScopeKind
    place: str | None = None
    staff_code: str | None = None

    @property
    def email(self) -> str:
        return f"{self.first_name.lower()}@linden.example"

    @property
    def password(self) -> str:
        return f"floorwalk-sample-{self.role.value.replace('_', '-')}"


ACCOUNTS = (
    SampleAccount("Mira", "Moorkamp", Role.EVALUATOR, ScopeKind.ORGANISATION),
    SampleAccount("Jonas", "Jahreszeit", Role.STORE_MANAGER, ScopeKind.STORE, "0101"),
    SampleAccount("Ada", "Adlerhorst", Role.AREA_MANAGER, ScopeKind.AREA, "north"),
    SampleAccount("Rhea", "Regenbogen", Role.HR, ScopeKind.ORGANISATION),
    SampleAccount("Vera", "Vogelbeere", Role.REVIEWER, ScopeKind.ORGANISATION),
    SampleAccount("Rubi", "Rosenrot", Role.RUBRIC_AUTHOR, ScopeKind.ORGANISATION),
    SampleAccount("Otto", "Ofenrohr", Role.ADMINISTRATOR, ScopeKind.ORGANISATION),
    SampleAccount("Sam", "Sommerwind", Role.STAFF_MEMBER, ScopeKind.OWN, staff_code="0001"),
)
# Evaluators known by a code alone, and how severe each is.
EVALUATORS = (("EV-11", -0.3), ("EV-12", 0.0), ("EV-13", 0.25), ("EV-14", 0.1), ("EV-15", -0.15), ("EV-16", 0.3))
