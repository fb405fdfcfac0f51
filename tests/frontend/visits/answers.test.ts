/** What was answered, in words. */
import { describe, expect, it } from "vitest";
import texts from "../../../frontend/src/messages/visits.en";
import german from "../../../frontend/src/messages/visits.de";
import type { RubricDocument } from "../../../frontend/src/rubrics/wire";
import { answerText, criteriaIn } from "../../../frontend/src/visits/answers";
import type { VisitRating } from "../../../frontend/src/visits/wire";

const document: RubricDocument = {
  title: { en: "Floor" },
  standards: [
    { standard_key: "queue", title: { en: "Queue" }, promise: { en: "Short" }, measure: { unit: "ms" } },
    { standard_key: "shown", title: { en: "Shown" }, promise: { en: "Two" }, measure: { unit: "count" } },
  ],
  sections: [
    {
      section_key: "till",
      title: { en: "Till" },
      criteria: [
        { criterion_key: "wait", standard_key: "queue" },
        { criterion_key: "things", standard_key: "shown" },
        { criterion_key: "stock", options: [{ option_key: "ordered", title: { en: "Ordered", de: "Bestellt" } }] },
      ],
    },
  ],
};
const rating = (changes: Partial<VisitRating>): VisitRating => ({
  criterion_key: "wait",
  section_key: "till",
  business_area: "speed_and_queries",
  kind: "measured",
  title: { en: "Wait" },
  state: "scored",
  answer: 95_000,
  score_bp: 7_500,
  outcome: "met",
  basis: null,
  edited: false,
  comment: null,
  original: null,
  ...changes,
});
const said = (changes: Partial<VisitRating>) => {
  const one = rating(changes);
  return answerText("en", texts, one, criteriaIn(document).get(one.criterion_key));
};

describe("an answer", () => {
  it("of a measured wait is minutes and seconds, and a count is a count", () => {
    expect(said({})).toBe("1:35 minutes");
    expect(said({ criterion_key: "things", answer: 3 })).toBe("3");
    expect(said({ answer: "gave_up" })).toBe("gave up, never served");
  });

  it("of a choice is the option as the rubric words it, and its key without the rubric", () => {
    expect(said({ criterion_key: "stock", kind: "choice", answer: "ordered" })).toBe("Ordered");
    expect(answerText("en", texts, rating({ kind: "choice", answer: "ordered" }), undefined)).toBe("ordered");
  });

  it("of yes or no is that word, of a rating its place on the scale", () => {
    expect(said({ kind: "yes_no", answer: false })).toBe("no");
    expect(said({ kind: "rating", answer: 4 })).toBe("4 of 5");
    expect(answerText("de", german, rating({ kind: "rating", answer: 4 }), undefined)).toBe("4 von 5");
  });

  it("that was not given says why, and is never a zero", () => {
    expect(said({ state: "not_observed", answer: null, score_bp: null })).toBe("not observed");
    expect(said({ state: "cannot_remember", answer: null, score_bp: null })).toBe("cannot remember");
    expect(said({ state: "unanswered", answer: null, score_bp: null })).toBe("not answered");
  });

  it("typed as text stands as it was typed, even if it reads like an outcome", () => {
    expect(said({ criterion_key: "note", kind: "text", answer: "met" })).toBe("met");
    expect(answerText("de", german, rating({ criterion_key: "note", kind: "text", answer: "met" }), undefined)).toBe(
      "met",
    );
  });
});
