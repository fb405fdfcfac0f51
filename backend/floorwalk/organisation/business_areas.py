"""The business areas that a new organisation starts with. Pure; they are rows from then on."""

from typing import Final

DEFAULT_BUSINESS_AREAS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("presentation", {"en": "Presentation", "de": "Erscheinungsbild"}),
    ("promotion", {"en": "Promotion", "de": "Werbung und Aktionen"}),
    ("communication", {"en": "Communication", "de": "Kommunikation"}),
    ("product", {"en": "Product", "de": "Ware"}),
    ("selling_and_advice", {"en": "Selling and advice", "de": "Verkauf und Beratung"}),
    ("problem_solving", {"en": "Problem solving", "de": "Problemlösung"}),
    ("speed_and_queries", {"en": "Speed and queries", "de": "Schnelligkeit und Auskunft"}),
    ("after_sales", {"en": "After-sales follow-up", "de": "Betreuung nach dem Kauf"}),
    ("relationship_and_recovery", {"en": "Relationship and recovery", "de": "Beziehung und Wiedergutmachung"}),
)
