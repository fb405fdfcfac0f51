"""Each figure of each comparison four times: the server's answer, the screen, the file, and the paper.

The answer is the source. The file must hold its very integers, the screen what the display rule makes of them, and the
paper what the screen shows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.comparisons.taking_along import (
    Json,
    cells,
    close,
    figure_words,
    file_of,
    flag_words,
    has_mean,
    interval_of,
    mean_of,
    outcome_cells,
    outcomes_of,
    paper_of,
    percent,
    points,
    rounded,
    signed,
    written,
)
from tests.e2e.comparisons.versions import at_common_criteria, change_a_rubric, miss_a_photo
from tests.e2e.conftest import LAPTOP, Server, opened_page, sign_in
from tests.e2e.test_screens import Steps, at, at_difference, at_measured_waits

TITLE = "en"
BETWEEN = 40  # characters that paper may set between two figures: the marks of an axis
BUSY_MS = 60_000  # a busy machine is no failure


@dataclass
class Unit:
    """What stands together on the screen: a row, a cell, a card. `begins`: what it begins with; `words`: the figures in
    it, in their order. `row` and `cells`: which row of the file it is, and what must stand there; it may be none."""

    begins: str
    words: list[str]
    row: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)


@dataclass
class View:
    name: str
    role: str
    steps: Steps
    request: str
    selector: str  # of the units
    units: Callable[[Json], Iterator[Unit]]


def place_cells(standing: Json) -> dict[str, str]:
    ranked = standing["is_ordered"]
    return {
        "tier": written(standing["tier"]),
        "rank_low": written(standing["rank_low"]) if ranked else "",
        "rank_high": written(standing["rank_high"]) if ranked else "",
        "reliability_bp": written(standing["reliability_bp"]),
        "shrunk_mean_bp": written(standing["shrunk_mean_bp"]),
    }


def rank_words(standing: Json, groups: dict[str, Json]) -> list[str]:
    low, high, of = standing["rank_low"], standing["rank_high"], groups[standing["peer_key"]]["store_count"]
    if not standing["is_ordered"]:
        return []
    return [f"rank {low} of {of}" if low == high else f"rank {low} to {high} of {of}"]


def share_words(share: Json, hits: str = "hits") -> list[str]:
    interval = [f"{percent(share['ci_low_bp'])} to {percent(share['ci_high_bp'])}"] if share["of"] else []
    return [f"{share[hits]} of {share['of']}", *interval]


def share_cells(name: str, share: Json, hits: str = "hits") -> dict[str, str]:
    return {f"{name}_low_bp": written(share["ci_low_bp"]), f"{name}_high_bp": written(share["ci_high_bp"])} | (
        {name: written(share[hits])} if hits == "hits" else {f"{name}_failed": written(share[hits])}
    )


def groups_of(answer: Json) -> dict[str, Json]:
    return {group["peer_key"]: group for group in answer["peer_groups"]}


def overall_of(answer: Json) -> Unit:
    overall = answer["overall"]
    return Unit(
        "All stores of this view",
        [*figure_words(overall), f"{overall['store_count']} stores"],
        {"scope": "all"},
        cells(overall) | {"stores": written(overall["store_count"])},
    )


def stores(answer: Json) -> Iterator[Unit]:
    yield overall_of(answer)
    for row in answer["rows"]:
        figure, standing, critical = row["figure"], row["standing"], row["critical"]
        words = figure_words(figure)
        if has_mean(figure):
            words = [
                mean_of(figure),
                *flag_words(figure),
                written(figure["visit_count"]),
                interval_of(figure),
                f"typically swings ±{rounded(row['consistency']['swing_bp'], 100)} points",
                *rank_words(standing, groups_of(answer)),
                outcomes_of(row["outcomes"]),
                f"{percent(row['coverage_bp'])} of the criteria scored",
                *share_words(critical, "failed"),
            ]
        months = {f"raw_mean_bp_{one['month_on'][:7]}": written(one["raw_mean_bp"]) for one in row["trend"]}
        yield Unit(
            row["name"],
            words,
            {"store_code": row["store_code"]},
            cells(figure)
            | place_cells(standing)
            | outcome_cells(row["outcomes"])
            | share_cells("critical", critical, "failed")
            | share_cells("visits_below_meets", row["consistency"]["below_meets"])
            | {"swing_bp": written(row["consistency"]["swing_bp"]), "coverage_bp": written(row["coverage_bp"])}
            | {"stars": written(row["stars"]), "indifferent": written(row["indifferent"])}
            | months,
        )


def lines(answer: Json) -> Iterator[Unit]:
    """The caterpillar's."""
    for row in answer["rows"]:
        if has_mean(row["figure"]):
            words = [f"{row['figure']['visit_count']} visits", *rank_words(row["standing"], groups_of(answer))]
            figure = row["figure"]
            yield Unit(
                row["name"],
                [*words, *flag_words(figure), mean_of(figure), interval_of(figure)],
                {"store_code": row["store_code"]},
                cells(figure) | place_cells(row["standing"]),
            )


def funnel_rows(answer: Json) -> Iterator[Unit]:
    for row in answer["rows"]:
        figure, group = row["figure"], groups_of(answer)[row["standing"]["peer_key"]]
        if has_mean(figure):
            limits = [one for one in group["funnel"] if one["visit_count"] <= figure["visit_count"]][-1]
            low, high = limits["lower_bp"], limits["upper_bp"]
            yield Unit(
                row["name"],
                [
                    written(figure["visit_count"]),
                    mean_of(figure),
                    *flag_words(figure),
                    f"{points(low, None, None)} to {points(high, None, None)}",
                ],
                {"store_code": row["store_code"]},
                cells(figure) | {"chance_low_bp": written(low), "chance_high_bp": written(high)},
            )


def heat_rows(answer: Json) -> Iterator[Unit]:
    for row in answer["rows"]:
        words: list[str] = []
        for cell in row["cells"]:
            figure = cell["figure"]
            visits = "1 visit" if figure["visit_count"] == 1 else f"{figure['visit_count']} visits"
            if figure["visit_count"] == 0:
                words.append("0 visits")
            else:
                words += [mean_of(figure) if has_mean(figure) else "too few", visits, *flag_words(figure)]
        yield Unit(row["name"], words)
        for cell in row["cells"]:
            yield Unit(
                row["name"],
                [],
                {"store_code": row["store_code"], "business_area_key": cell["business_area_key"]},
                cells(cell["figure"]) | outcome_cells(cell["outcomes"]) | {"tier": written(cell["tier"])},
            )


def across(answer: Json) -> Iterator[Unit]:
    yield overall_of(answer)
    yield Unit("", [outcomes_of(answer["outcomes"])], {"scope": "all"}, outcome_cells(answer["outcomes"]))
    titles = {one["comparability_key"]: one["title"][TITLE] for one in answer["comparability_keys"]}
    for segment in answer["segments"]:
        key = segment["comparability_key"]
        row = {"scope": "version", "comparability_key": key}
        yield Unit(titles[key], figure_words(segment["overall"]), row, cells(segment["overall"]))
    for row in answer["rows"]:
        words = figure_words(row["figure"])
        if has_mean(row["figure"]):
            words += [*rank_words(row["standing"], groups_of(answer)), outcomes_of(row["outcomes"])]
        yield Unit(
            row["name"],
            words,
            {"scope": "store", "store_code": row["store_code"]},
            cells(row["figure"]) | place_cells(row["standing"]) | outcome_cells(row["outcomes"]),
        )


def common(answer: Json) -> Iterator[Unit]:
    for row in answer["rows"]:
        words: list[str] = []
        for side in ("chosen", "other"):
            words += [answer[side]["version_labels"][0], *figure_words(row[side])]
        for side in ("chosen", "other"):
            held = {"store_code": row["store_code"], "comparability_key": answer[side]["comparability_key"]}
            yield Unit(row["name"], words, held, cells(row[side]) | {"weights_of": answer["comparability_key"]})
    for side in (answer["chosen"], answer["other"]):
        share = side["common_share_bp"]
        yield Unit(
            f"Counter check, {side['version_labels'][0]}",
            [*figure_words(side["overall"]), percent(share)],
            {"scope": "all", "comparability_key": side["comparability_key"]},
            cells(side["overall"]) | {"common_share_bp": written(share)},
        )


def one_store(answer: Json) -> Iterator[Unit]:
    below, critical, indifferent = answer["consistency"]["below_meets"], answer["critical"], answer["indifferent_share"]
    yield Unit(
        "",
        [
            *figure_words(answer["figure"]),
            f"typically swings ±{rounded(answer['consistency']['swing_bp'], 100)} points",
            outcomes_of(answer["outcomes"]),
            f"Gap {signed(answer['outcomes']['gap_bp'])}",
            f"Coverage {percent(answer['coverage_bp'])}",
            *share_words(critical, "failed"),
            *share_words(below),
            f"Stars {answer['stars']}",
            f"{indifferent['hits']} of {indifferent['of']}",
        ],
        {"scope": "store"},
        cells(answer["figure"])
        | outcome_cells(answer["outcomes"])
        | share_cells("critical", critical, "failed")
        | share_cells("visits_below_meets", below)
        | share_cells("indifferent", indifferent)
        | {"coverage_bp": written(answer["coverage_bp"]), "stars": written(answer["stars"])},
    )
    for kind, key, rows in (
        ("business_area", "business_area_key", answer["business_areas"]),
        ("criterion", "criterion_key", answer["criteria"]),
    ):
        for row in rows:
            words = figure_words(row["figure"])
            if has_mean(row["figure"]) and sum(row["outcomes"][one] for one in ("exceeded", "met", "below")):
                words.append(outcomes_of(row["outcomes"]))
            if row["figure"]["visit_count"]:
                yield Unit(
                    row["title"][TITLE],
                    words,
                    {"scope": kind, "key": row[key]},
                    cells(row["figure"]) | outcome_cells(row["outcomes"]),
                )
    for waits in answer["measured"]:
        kept = waits["within_promise"]
        yield Unit(
            waits["title"][TITLE],
            [
                f"Kept in {kept['hits']} of {kept['of']}",
                f"{percent(kept['ci_low_bp'])} to {percent(kept['ci_high_bp'])}",
            ],
            {"scope": "measured", "key": waits["criterion_key"]},
            {"kept": written(kept["hits"]), "kept_of": written(kept["of"]), "gave_up": written(waits["gave_up"])}
            | {f"kept_{end}_bp": written(kept[f"ci_{end}_bp"]) for end in ("low", "high")}
            | {name: written(value) for name, value in (waits["quantiles"] or {}).items()},
        )
    for person in answer["staff"]:
        words = figure_words(person["figure"]) if person["figure"] else ["Insufficient evidence: "]
        yield Unit(person["display_name"], words)


def sides(answer: Json) -> Iterator[Unit]:
    [pair] = answer["pairs"]
    low, high, detectable = pair["ci_low_bp"], pair["ci_high_bp"], pair["detectable_bp"]
    yield Unit(
        "",
        [
            f"by {abs(rounded(pair['difference_bp'], 100))} points",
            f"{signed(low)} to {signed(high)} points",
            f"a true difference of {rounded(detectable, 100)} points",
        ],
        {"a_code": answer["a"]["code"]},
        {name: written(pair[name]) for name in ("difference_bp", "ci_low_bp", "ci_high_bp", "p_adjusted_ppm")}
        | {"detectable_bp": written(detectable), "verdict": pair["verdict"]},
    )
    for letter, side in (("a", answer["a"]), ("b", pair["b"])):
        yield Unit(
            f"{letter.upper()}: {side['name']}",
            [
                f"{side['figure']['visit_count']} visits",
                *flag_words(side["figure"]),
                mean_of(side["figure"]),
                interval_of(side["figure"]),
            ],
            {"a_code": answer["a"]["code"]},
            {f"{letter}_{name}": value for name, value in cells(side["figure"]).items()},
        )


def evaluators(answer: Json) -> Iterator[Unit]:
    for row in answer["rows"]:
        yield Unit(
            row["evaluator_code"],
            [
                points(row["raw_mean_bp"], None, None),
                signed(row["effect_bp"]),
                f"{signed(row['ci_low_bp'])} to {signed(row['ci_high_bp'])}",
                written(row["visit_count"]),
                written(row["store_count"]),
            ],
            {"evaluator_code": row["evaluator_code"]},
            {
                "visits": written(row["visit_count"]),
                "raw_mean_bp": written(row["raw_mean_bp"]),
                "effect_bp": written(row["effect_bp"]),
                "effect_low_bp": written(row["ci_low_bp"]),
                "effect_high_bp": written(row["ci_high_bp"]),
                "adjusted_mean_bp": written(row["adjusted_mean_bp"]),
            },
        )


def findings(answer: Json) -> Iterator[Unit]:
    for finding in answer["findings"]:
        change, critical = finding["change"], finding["critical"]
        codes = " ".join(one["store_code"] for one in finding["stores"])
        row = {"kind": finding["kind"], "store_codes": codes}
        if change is not None:
            words = [
                f"{abs(rounded(change['difference_bp'], 100))} point",
                f"{signed(change['ci_low_bp'])} to {signed(change['ci_high_bp'])}",
                f"{change['figure']['visit_count']} visit",
                f"{change['figure_before']['visit_count']} visit",
            ]
            held = {name: written(change[name]) for name in ("difference_bp", "ci_low_bp", "ci_high_bp")}
            yield Unit(finding["stores"][0]["name"], words, row, held)
        elif critical is not None:
            low, high = percent(critical["ci_low_bp"]), percent(critical["ci_high_bp"])
            words = [f"{critical['failed']} of {critical['of']}", f"{low} to {high}"]
            yield Unit(finding["stores"][0]["name"], words, row, share_cells("critical", critical, "failed"))
        else:
            yield Unit("", ["too few visits"], row, {"stores": written(finding["store_count"])})


async def at_funnel(page: Page) -> None:
    await page.goto("/stores?picture=funnel")
    await page.get_by_text("The same figures as a table").click()


async def at_whole_store(page: Page) -> None:
    await at_measured_waits(page)
    await page.get_by_text("All criteria").click()


STORES = "**/api/comparisons/stores?*"
VIEWS = [
    View("my area", "area_manager", at("/my-area"), "**/api/comparisons/my-area?*", "main li", findings),
    View("stores", "area_manager", at("/stores"), STORES, "main tbody tr, main section.card", stores),
    View("intervals", "area_manager", at("/stores?picture=intervals"), STORES, ".plot li", lines),
    View("funnel", "area_manager", at_funnel, STORES, "main tbody tr", funnel_rows),
    View("heat map", "area_manager", at("/heatmap"), "**/comparisons/heatmap?*", "main tbody tr", heat_rows),
    View(
        "a criterion", "area_manager", at("/criteria/greeting"), "**/comparisons/criterion?*",
        "main section.card, main .card, main li", across,
    ),
    View(
        "a business area", "area_manager", at("/business-areas/product"), "**/comparisons/business-area?*",
        "main section.card, main .card, main li", across,
    ),
    View(
        "common criteria", "hr", at_common_criteria, "**/comparisons/common-criteria?*",
        "main .sides > li, main .rows > li", common,
    ),
    View(
        "one store", "area_manager", at_whole_store, "**/comparisons/stores/*&comparability_key=*",
        "main section.card, main li, main article", one_store,
    ),
    View("A against B", "area_manager", at_difference, "**/comparisons/difference?*", "main .card, main li", sides),
    View("evaluators", "reviewer", at("/evaluators"), "**/comparisons/evaluators?*", "main tbody tr", evaluators),
]  # fmt: skip


def in_order(words: list[str], text: str) -> bool:
    place = 0
    for word in words:
        found = text.find(close(word), place)
        if found < 0:
            return False
        place = found + len(close(word))
    return True


def stands_in(paper: str, unit: Unit, reach: int) -> bool:
    """Whether the unit stands somewhere on the paper, its figures in their order and not further apart than in it."""
    beginning = close(unit.begins or unit.words[0])
    words = unit.words if unit.begins else unit.words[1:]
    place = paper.find(beginning)
    while place >= 0:
        if in_order(words, paper[place + len(beginning) : place + reach]):
            return True
        place = paper.find(beginning, place + 1)
    return False


async def texts_of(page: Page, selector: str) -> list[str]:
    return [close(text) for text in await page.locator(selector).all_inner_texts()]


@pytest.fixture(autouse=True)
async def changed(server: Server) -> None:
    await change_a_rubric(server)
    await miss_a_photo(server)


@pytest.mark.parametrize("view", VIEWS, ids=[view.name for view in VIEWS])
async def test_a_figure_is_the_same_in_the_answer_on_the_screen_in_the_file_and_on_paper(
    browser: Browser, server: Server, view: View
) -> None:
    async with opened_page(browser, server, viewport=LAPTOP, locale="en-GB") as page:
        await sign_in(page, view.role)
        await page.goto("/account")  # the first screen may be the view itself, and its answer is lost when it is left
        async with page.expect_response(view.request, timeout=BUSY_MS) as asked:
            await view.steps(page)
        answer: Json = await (await asked.value).json()
        await expect(page.get_by_role("button", name="Download as CSV")).to_be_visible()
        units = list(view.units(answer))
        assert units
        shown, file, paper = await texts_of(page, view.selector), await file_of(page), await paper_of(page)
        await page.emulate_media(media="print")
        printed = await texts_of(page, view.selector)
        for unit in units:
            places = [
                place
                for place, text in enumerate(shown)
                if text.startswith(close(unit.begins)) and in_order(unit.words, text)
            ]
            assert places, f"not on the screen: {unit}\n" + "\n".join(shown)
            reach = max(len(printed[place]) for place in places) + BETWEEN
            assert stands_in(paper, unit, reach), f"not on paper: {unit}\n{printed[places[0]]}\n{paper}"
            if unit.row:
                rows = [row for row in file if unit.row.items() <= row.items()]
                assert rows, f"not in the file: {unit.row}"
                assert {name: rows[0][name] for name in unit.cells} == unit.cells


async def test_photos_that_are_missing_are_said_on_the_screen_in_the_file_and_on_paper(laptop: Page) -> None:
    await sign_in(laptop, "area_manager")
    await laptop.goto("/stores")
    row = laptop.get_by_role("row").filter(has=laptop.get_by_role("link", name="Deichtor", exact=True))
    await expect(row).to_contain_text("photos missing")
    werft = laptop.get_by_role("row").filter(has=laptop.get_by_role("link", name="Werft", exact=True))
    await expect(werft).not_to_contain_text("photos missing")
    flags = {one["name"]: one["flags"].split() for one in await file_of(laptop)}
    assert "photos_missing" in flags["Deichtor"]
    assert "photos_missing" not in flags["Werft"]
    assert close("photos missing") in await paper_of(laptop)


async def test_a_figure_that_is_withheld_says_why_on_the_screen_in_the_file_and_on_paper(laptop: Page) -> None:
    await sign_in(laptop, "area_manager")
    async with laptop.expect_response("**/api/comparisons/stores?*") as asked:
        await laptop.goto("/stores")
    answer: Any = await (await asked.value).json()
    [hafen] = [row for row in answer["rows"] if row["name"] == "Hafen"]
    assert (hafen["figure"]["raw_mean_bp"], hafen["figure"]["display"]) == (None, "hidden")
    row = laptop.get_by_role("row").filter(has=laptop.get_by_role("link", name="Hafen", exact=True))
    await expect(row).to_contain_text("1 visit: too few for a mean")
    [written_row] = [one for one in await file_of(laptop) if one["name"] == "Hafen"]
    assert (written_row["raw_mean_bp"], written_row["display"]) == ("", "hidden")
    assert written_row["flags"] == "too_few_visits"
    assert close("1 visit: too few for a mean") in await paper_of(laptop)
