"""What a workbook says of its own columns, in the language of the export. (sheet, column, meaning in each language)"""

from collections.abc import Mapping

from floorwalk.coaching.wire import Language

Texts = Mapping[Language, str]
TITLE: Texts = {"en": "Figures about people", "de": "Zahlen über Personen"}
DEFINITIONS: tuple[tuple[str, str, Texts], ...] = (
    (
        "",
        "",
        {
            "en": "Each figure rests on a sample of interactions and is not sufficient alone. No decision about a"
            " person may follow from it automatically. There is no ranking of people.",
            "de": "Jede Zahl beruht auf einer Stichprobe von Interaktionen und reicht allein nicht aus. Keine"
            " Entscheidung über eine Person darf sich automatisch daraus ergeben. Eine Rangfolge"
            " von Personen gibt es nicht.",
        },
    ),
    (
        "",
        "person",
        {
            "en": "Code of the person in this export; whom it stands for says the key, a file of its own.",
            "de": "Code der Person in diesem Export; für wen er steht, sagt der Schlüssel, eine eigene Datei.",
        },
    ),
    (
        "",
        "comparability_key",
        {
            "en": "Scores mean the same under one key only; never average over two.",
            "de": "Nur unter einem Schlüssel bedeuten Punkte dasselbe; nie über zwei mitteln.",
        },
    ),
    (
        "",
        "interactions, visits, evaluators, days",
        {
            "en": "How many of each stand behind the row. A figure needs 5 interactions in 5 visits by 2 evaluators on"
            " 2 days, each after a notice to the staff.",
            "de": "Wie viele davon hinter der Zeile stehen. Eine Zahl braucht 5 Interaktionen in 5 Besuchen von"
            " 2 Testenden an 2 Tagen, jeweils nach einem Hinweis an das Personal.",
        },
    ),
    (
        "",
        "exceeded, met, below",
        {
            "en": "Ratings by outcome: what was received against what was promised.",
            "de": "Bewertungen nach Ergebnis: was geboten wurde, gemessen am Versprechen.",
        },
    ),
    (
        "",
        "gap_points",
        {
            "en": "Share exceeded minus share below, in points of 100.",
            "de": "Anteil übertroffen minus Anteil darunter, in Punkten von 100.",
        },
    ),
    (
        "",
        "mean_points, ci_low_points, ci_high_points",
        {
            "en": "Mean score in points of 100, and the 95 % interval in which the true mean plausibly lies.",
            "de": "Mittlere Punktzahl von 100 und das 95-%-Intervall, in dem der wahre Mittelwert plausibel liegt.",
        },
    ),
    (
        "",
        "display, reason",
        {
            "en": "hidden: too little stands behind this row, and the reason says what is missing.",
            "de": "hidden: Hinter dieser Zeile steht zu wenig, und reason sagt, was fehlt.",
        },
    ),
    (
        "",
        "flags",
        {
            "en": "Words separated by spaces; not_sufficient_alone stands in every row. spread_unknown, spread_zero:"
            " why there is no interval.",
            "de": "Wörter, durch Leerzeichen getrennt; not_sufficient_alone steht in jeder Zeile. spread_unknown,"
            " spread_zero: warum es kein Intervall gibt.",
        },
    ),
    (
        "criteria",
        "ratings, not_scored",
        {
            "en": "Ratings with a score; ratings that were not applicable, not observed or not remembered.",
            "de": "Bewertungen mit Punkten; solche, die nicht zutrafen, nicht beobachtet oder nicht erinnert wurden.",
        },
    ),
    (
        "coaching_plans",
        "baseline, follow_up, verdict",
        {
            "en": "Before the plan and since. improved or worse only beyond chance and the return to the ordinary;"
            " no_evidence_yet is an ordinary outcome, and more_observations says how many would tell.",
            "de": "Vor dem Plan und seither. improved oder worse nur über Zufall und Rückkehr zum Üblichen hinaus;"
            " no_evidence_yet ist ein gewöhnliches Ergebnis, und more_observations sagt, wie viele es zeigten.",
        },
    ),
    (
        "stars",
        "act, evidence",
        {
            "en": "What was done beyond the standard, in the evaluator's words. Names are masked as […]. A star changes"
            " no score.",
            "de": "Was über den Standard hinaus getan wurde, in den Worten der testenden Person. Namen sind als […]"
            " verdeckt. Ein Stern ändert keine Punktzahl.",
        },
    ),
    (
        "stars",
        "weight",
        {"en": "1 to 4, as the evaluator gave it.", "de": "1 bis 4, wie ihn die testende Person vergeben hat."},
    ),
)
