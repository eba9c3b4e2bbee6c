"""Gender and country of entities, as the words beside their names and their links show them."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analysis.entities.countries import country_code, country_name, demonym_code
from analysis.entities.persons import people, roles
from analysis.tables import Tables, records


def attributes(tables: Tables, *, lang: str = "ar") -> pd.DataFrame:
    """Over the whole corpus: one row an entity, in the order of the entities table.

    Columns entity_id, gender (male, female or ""; persons only), country (its name in `lang`, or ""): that of a
    country itself, and of a person whose titles name one (وزير الخارجية الروسي، رئيس فرنسا), the commonest first.
    """
    gender = people(tables).set_index("entity_id")["gender"]
    told: dict[str, Counter[str]] = {}
    for role in records(roles(tables)):
        for word in role.role.split():
            code = demonym_code(word) or country_code(word)
            if code:
                told.setdefault(role.entity_id, Counter())[code] += 1
    rows = []
    for entity in records(tables.entities):
        link = entity.link if isinstance(entity.link, str) else ""
        if not link and entity.entity_id in told:
            link = f"iso:{told[entity.entity_id].most_common(1)[0][0]}"
        country = (country_name(link, lang) or "") if link.startswith("iso:") else ""
        rows.append((entity.entity_id, gender.get(entity.entity_id, ""), country))
    return pd.DataFrame(rows, columns=["entity_id", "gender", "country"]).astype("str")
