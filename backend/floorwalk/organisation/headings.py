"""What the headings of an uploaded list mean: words in English and German, what was remembered, what was said.

Pure. Storing what is remembered is import_queries.py.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from floorwalk.organisation.file_tables import FileRefused

# field: whether a file must have it, and the headings that mean it, folded. The first that a file has wins.
STORE_FIELDS: Mapping[str, tuple[bool, str]] = {
    "store_code": (
        True,
        "storecode storeno storenumber storenr storeid store branchcode branchno branchnumber shopcode shopno outlet "
        "outletcode filialnr filialnummer filialcode filiale filialid marktnr marktnummer hausnr hausnummer "
        "betriebsnr code nr no",
    ),
    "name": (
        True,
        "name storename branchname shopname filialname filialbezeichnung bezeichnung marktname standort ort location "
        "filiale store branch shop markt",
    ),
    "area": (False, "area areaname district bezirk gebiet vertriebsgebiet verkaufsgebiet distrikt areacode"),
    "region": (False, "region regionname regioncode grossgebiet landesgesellschaft division"),
    "time_zone": (False, "timezone zeitzone tz"),
    "format": (False, "format storeformat storetype typ type vertriebslinie konzept"),
    "address": (False, "address storeaddress adresse anschrift strasse"),
    "opening_hours": (False, "openinghours openingtimes hours oeffnungszeiten oeffnungszeit"),
    "opened_on": (False, "openedon opened opening openingdate eroeffnung eroeffnet eroeffnungsdatum eroeffnetam"),
    "closed_on": (False, "closedon closed closing closingdate schliessung geschlossen schliessungsdatum"),
    "valid_from": (False, "validfrom from since effectivefrom effectivedate gueltigab gueltigvon ab seit"),
}
STAFF_FIELDS: Mapping[str, tuple[bool, str]] = {
    "staff_code": (
        True,
        "staffcode staffno staffnumber staffid employeeid employeeno employeenumber employeecode personnelnumber "
        "personnelno personalnr personalnummer persnr mitarbeiternr mitarbeiternummer mitarbeiterid pnr",
    ),
    "display_name": (
        False,
        "displayname name fullname staffname employeename mitarbeiter mitarbeitername vollername vorundnachname",
    ),
    "first_name": (False, "firstname givenname forename vorname rufname"),
    "last_name": (False, "lastname surname familyname nachname familienname zuname"),
    "role_title": (False, "roletitle role jobtitle position title funktion taetigkeit rolle stelle berufsbezeichnung"),
    "store_code": (
        True,
        "storecode storeno storenumber storenr storeid store branch branchcode branchno shop shopcode filialnr "
        "filialnummer filialcode filiale stammfiliale marktnr marktnummer hausnr betriebsnr",
    ),
    "valid_from": (
        False,
        "validfrom from since effectivefrom startdate start entrydate gueltigab gueltigvon ab seit eintritt "
        "eintrittsdatum",
    ),
    "valid_to": (
        False,
        "validto until to enddate end leavingdate gueltigbis bis austritt austrittsdatum",
    ),
}
ASSIGNMENT_FIELDS: Mapping[str, tuple[bool, str]] = {
    "store_code": (
        True,
        "storecode storeno storenumber storenr storeid store branch branchcode branchno shop shopcode filialnr "
        "filialnummer filialcode filiale marktnr marktnummer hausnr betriebsnr",
    ),
    "programme": (True, "programme programmekey program programm programmschluessel"),
    "rubric": (False, "rubric rubrickey bewertungsbogen bogen fragebogen"),
    "scenario": (False, "scenario scenariokey szenario"),
    "evaluator_code": (True, "evaluatorcode evaluator shoppercode shopper testercode tester pruefer prueferin"),
    "from_on": (True, "fromon from firstday start startdate von ab erstertag beginn"),
    "to_on": (True, "toon to until lastday end enddate bis letztertag ende"),
    "wave": (False, "wave wavekey round welle runde"),
}
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(eq=False)
class HeadingsRefused(FileRefused):
    """A field without its column; the reason names the headings that are there."""

    code = "imports.headings_refused"


def folded(heading: str) -> str:
    """A heading without case, spaces, dots and dashes: "Filial-Nr." and "filialnr" are one."""
    plain = unicodedata.normalize("NFKC", heading).lower().translate(_SPELLED)
    return "".join(character for character in plain if character.isalnum())


def columns_of(
    fields: Mapping[str, tuple[bool, str]],
    headings: Sequence[str],
    said: Mapping[str, str],
    remembered: Mapping[str, str],
) -> dict[str, int]:
    """The column of each field that the file has: as `said` (field to heading), as `remembered` (folded heading to
    field), by the known words. Raises HeadingsRefused.
    """
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(folded(heading), place)
    found: dict[str, int] = {}
    for field, heading in said.items():
        if field not in fields:
            raise HeadingsRefused(reason=f"there is no field {field!r}; there are {', '.join(fields)}")
        if folded(heading) not in places:
            raise HeadingsRefused(reason=f"there is no heading {heading!r}; there are {_listed(headings)}")
        found[field] = places[folded(heading)]
    for heading_folded, field in remembered.items():
        if field in fields and field not in found and places.get(heading_folded, -1) not in (-1, *found.values()):
            found[field] = places[heading_folded]
    for field, (_, words) in fields.items():
        for word in words.split():
            if field not in found and word in places and places[word] not in found.values():
                found[field] = places[word]
    missing = [field for field, (needed, _) in fields.items() if needed and field not in found]
    if missing:
        raise HeadingsRefused(
            reason=f"no column was found for {', '.join(missing)}; its headings are {_listed(headings)}"
        )
    return found


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(repr(heading[:60]) for heading in headings[:30])
