"""What the screen said was saved, noted at the moment it said so; and where each of these answers is now.

The script runs in the page and only looks: it notes every chosen answer, and reports those chosen so far when the
line of state turns to "Saved". The notes live in the test's process, so that no kill of the browser takes them along.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx
from playwright.async_api import BrowserContext, Page

from tests.e2e.evaluator.walking import kept

Key = tuple[str, str]  # interaction id, criterion key

WATCH = """
(() => {
  if (window.top !== window) return;
  let chosen = [], before = '';
  addEventListener('change', (event) => {
    const input = event.target;
    if (input.type !== 'radio' || !location.pathname.startsWith('/evaluate/')) return;
    const answer = { interaction_id: location.pathname.split('/').at(-1), value: input.value,
                     question: document.querySelector('main h1, .filling h1')?.innerText ?? '' };
    chosen.push(answer);
    window.noteChosen?.(answer);
  }, true);
  new MutationObserver(() => {
    const line = document.querySelector('.filling .state')?.textContent ?? '';
    if (line === before) return;
    before = line;
    if (line.startsWith('Saved') && chosen.length > 0) {
      window.noteSaved?.(chosen);
      chosen = [];
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
})();
"""


@dataclass
class Ledger:
    """`saved` is what the screen vouched for; `later` is what was chosen after that and not vouched for yet."""

    saved: dict[tuple[str, str], str] = field(default_factory=dict)  # by interaction id and question
    later: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    on_saved: Any = None  # called each time the screen says so

    async def watch(self, context: BrowserContext) -> None:
        await context.expose_function("noteChosen", self._chosen)
        await context.expose_function("noteSaved", self._saved)
        await context.add_init_script(WATCH)

    def _chosen(self, answer: dict[str, str]) -> None:
        self.later.setdefault((answer["interaction_id"], answer["question"]), set()).add(answer["value"])

    def _saved(self, answers: list[dict[str, str]]) -> None:
        for answer in answers:
            self.saved[answer["interaction_id"], answer["question"]] = answer["value"]
            self.later.pop((answer["interaction_id"], answer["question"]), None)
        if self.on_saved is not None:
            self.on_saved()

    def missing_from(self, found: dict[str, dict[str, str]], keys: dict[str, str]) -> list[str]:
        """Answers that the screen vouched for and that are not in `found` (interaction id → key → answer)."""
        missing = []
        for (interaction_id, question), value in self.saved.items():
            there = found.get(interaction_id, {}).get(keys[question])
            if there != value and there not in self.later.get((interaction_id, question), set()):
                missing.append(f"{interaction_id} {question!r}: the screen said {value}, found {there}")
        return missing


def said(state: str | None, answer: Any) -> str:
    """A rating as the radio's value says it."""
    return (state or "") if state != "scored" else answer if isinstance(answer, str) else json.dumps(answer)


async def questions(page: Page) -> dict[str, str]:
    """Criterion keys by the question that the screen shows, of every rubric on the phone."""
    found: dict[str, str] = {}
    for stored in await kept(page, "bundles"):
        for version in stored["bundle"]["rubric_versions"]:
            for section in version["document"]["sections"]:
                for criterion in section["criteria"]:
                    found[criterion["title"]["en"]] = criterion["criterion_key"]
    return found


async def on_the_phone(page: Page) -> dict[str, dict[str, str]]:
    """All that this phone's storage holds: interactions being filled in, and finished ones, sent or not."""
    found: dict[str, dict[str, str]] = {}
    for visit in await kept(page, "visits"):
        for finished in visit["interactions"]:
            one = finished["interaction"]
            found[one["interaction_id"]] = {
                rating["criterion_key"]: said(rating["state"], rating["answer"]) for rating in one["ratings"]
            }
    for draft in await kept(page, "drafts"):
        assert draft["interaction_id"] not in found, "finished, and still being filled in"
        found[draft["interaction_id"]] = {
            key: said(rating["state"], rating["answer"])
            for key, rating in draft["ratings"].items()
            if rating["state"] is not None
        }
    return found


async def at_the_server(evaluator: httpx.AsyncClient, visit_ids: set[str]) -> dict[str, dict[str, str]]:
    """The same, read by the evaluator over the API. Fails if an interaction stands in two visits, or twice in one."""
    found: dict[str, dict[str, str]] = {}
    times: Counter[str] = Counter()
    for visit_id in visit_ids:
        answer = await evaluator.get(f"/api/visits/{visit_id}")
        if answer.status_code == 404:
            continue
        for one in answer.json()["interactions"]:
            times[one["interaction_id"]] += 1
            found[one["interaction_id"]] = {
                rating["criterion_key"]: said(rating["state"], rating["answer"]) for rating in one["ratings"]
            }
    assert set(times.values()) <= {1}, [one for one, count in times.items() if count > 1]
    return found
