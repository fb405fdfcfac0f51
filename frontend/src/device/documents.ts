/** What a phone keeps and sends: the visit document of protocol 1, the bundle, and the records around them.
 *
 * Pure types. Reading them back after an app update is checked in guards.ts.
 */
import type { Fixed, LocalisedText, Problem, Schemas } from '../api/wire';
import type { Moment } from './clock';

export type Rating = Fixed<Schemas['Rating']>;
export type RatingState = Rating['state'];
export type Answer = boolean | number | string | null;
export type Star = Fixed<Schemas['Star']>;
export type Staff = Fixed<Schemas['Interaction']['staff']>;
export type Interaction = Fixed<Schemas['Interaction']>;
export type Evidence = Fixed<Schemas['Evidence']>;
export type Mark = Fixed<Schemas['Mark']>;
export type ReturnAnswer = Fixed<Schemas['ReturnAnswer']>;
export type BundleReturn = Fixed<Schemas['BundleReturn']>;
export type NotPossible = Fixed<Schemas['NotPossible']>;
export type VisitDocument = Fixed<Schemas['VisitDocument']>;
export type Receipt = Fixed<Schemas['ReceiptBody']>;

/** One attendance as this phone holds it. Its interactions are finished ones; the one in progress is a draft. */
export type StoredVisit = {
  readonly visit_id: string;
  readonly account_id: string;
  readonly store_id: string;
  readonly programme_id: string;
  /** Absent in visits of older versions of the app, like the marks and what follows them. */
  readonly assignment_id?: string | null;
  readonly mode: 'floor' | 'covert';
  readonly language: string;
  readonly started: Moment;
  /** Zero of `elapsed_ms` for this visit, in the device's monotonic time. */
  readonly began_monotonic_ms: number;
  /** The day of the visit in the store's zone: a new day begins a new visit. */
  readonly visited_on: string;
  readonly ended: Moment | null;
  readonly marks?: readonly Mark[];
  readonly not_possible?: NotPossible | null;
  /** What had been filled in before the visit turned out impossible: kept, never sent, given back by an undo. */
  readonly set_aside?: InteractionDraft | null;
  readonly interactions: readonly FinishedInteraction[];
  /** Words to a reviewer's questions, as typed so far; they go out with the next revision. */
  readonly words?: readonly ReturnAnswer[];
  /** There are words that no frozen revision holds. */
  readonly words_unsent?: boolean;
  /** Answers and comments left the phone when their author signed out (forgetting.ts); it can grow no more. */
  readonly contents_dropped?: true;
  /** Every revision that was frozen for sending, oldest first. */
  readonly frozen: readonly { readonly revision: number; readonly content_hash: string; readonly frozen_at: number }[];
};

export type FinishedInteraction = {
  readonly interaction: Interaction;
  /** The first revision that contains it. */
  readonly revision: number;
  readonly saved_at: number;
  /** As shown to the evaluator when it was finished; the server's figure is the one that counts. */
  readonly provisional_bp: number | null;
};

export type DraftRating = {
  readonly state: RatingState | null;
  readonly answer: Answer;
  readonly comment: string;
  readonly at: Moment | null;
  /** A stop-watch that is running: it goes on through a crash, because its start is kept. */
  readonly timing_since: Moment | null;
  /** How the evaluator came to know; absent: not said. */
  readonly basis?: Rating['basis'];
  /** A wait that was computed from the marks, and then changed by hand. */
  readonly edited?: boolean;
  /** The answer is the wait between two marks, and nobody has changed it. */
  readonly computed?: boolean;
};

/** As typed so far: none of it is checked. An empty `touchpoint_key` is one that was not chosen. */
export type UnfinishedStar = Required<Star>;

/** `marks` is the covert visit's list in the store, before its form. */
export type Step = 'marks' | 'staff' | 'touchpoint' | 'review' | { readonly criterion_key: string };

/** An interaction being filled in; saved whole with every tap. */
export type InteractionDraft = {
  readonly interaction_id: string;
  readonly evaluation_id: string;
  readonly account_id: string;
  readonly visit_id: string;
  readonly store_id: string;
  readonly programme_id: string;
  readonly rubric_version_id: string;
  readonly staff: Staff | null;
  /** null: not chosen yet; "": the evaluator chose to leave it open. */
  readonly touchpoint_key: string | null;
  readonly started: Moment;
  readonly ratings: Readonly<Record<string, DraftRating>>;
  readonly stars: readonly Star[];
  /** Photos by name; their bytes stand in a store of their own. */
  readonly evidence?: readonly Evidence[];
  /** A star that is being written and was not given yet; drafts of older versions have none. */
  readonly unfinished_star?: UnfinishedStar | null;
  readonly indifferent: boolean;
  readonly comment: string;
  readonly step: Step;
  readonly saved_at: number;
};

/** A frozen document waiting for its receipt. `body` is the very text that was hashed and that is sent. */
export type OutboxEntry = {
  readonly seq: number;
  readonly account_id: string;
  readonly visit_id: string;
  readonly revision: number;
  readonly content_hash: string;
  readonly body: string;
  readonly added_at: number;
  /** Whether it ever left this phone: from then on the server may know it, even if no answer came back. */
  readonly attempted: boolean;
  /** How long after `added_at` it stays on the phone, so that it can still be undone; absent: it may go at once. */
  readonly held_for_ms?: number;
  /** When it left for the attempt that is under way; null: it waits. */
  readonly sent_at: number | null;
  /** Why the server refused it; a refused entry waits for a person and blocks nothing. */
  readonly problem: Problem | null;
};

/** A photo of this phone: re-encoded, without metadata, waiting for its visit's receipt and then for its own. */
export type StoredPhoto = {
  readonly evidence_id: string;
  readonly account_id: string;
  readonly visit_id: string;
  readonly sha256: string;
  readonly size_bytes: number;
  /** null once the server has it: the space is given back, the record stays. */
  readonly blob: Blob | null;
  readonly added_at: number;
  readonly state: 'waiting' | 'stored' | 'refused';
  readonly problem: Problem | null;
};

/** What the evaluator said to an assignment; leaves the phone only for a named result. */
export type AssignmentAnswer = {
  readonly answer_id: string;
  /** Counts up on this phone: answers go out in the order they were given in, whatever the clock did. */
  readonly seq: number;
  readonly account_id: string;
  readonly assignment_id: string;
  readonly answer: 'accepted' | 'declined' | 'started';
  readonly reason: 'knows_someone' | 'other' | null;
  /** The rubric version that the visit begins with; of `started` alone. */
  readonly rubric_version_id: string | null;
  readonly answered: Moment;
  /** By the device's monotonic time; absent in answers of older versions of the app. */
  readonly said_monotonic_ms?: number;
  readonly added_at: number;
  readonly problem: Problem | null;
};

export type StoredReceipt = Receipt & {
  readonly account_id: string;
  readonly sent_at: number;
  readonly stored_at: number;
};

// What the phone works from; a rubric document's own form is schemas/rubric.schema.json.

export type CriterionKind = 'rating' | 'expectation' | 'yes_no' | 'choice' | 'measured' | 'text' | 'photo';

export type Criterion = {
  readonly criterion_key: string;
  readonly kind: CriterionKind;
  readonly title: LocalisedText;
  readonly help?: LocalisedText | null;
  readonly weight: number;
  readonly business_area: string;
  readonly standard_key?: string | null;
  readonly required?: boolean;
  readonly critical?: boolean;
  readonly invert?: boolean;
  readonly options?:
    | readonly {
        readonly option_key: string;
        readonly title: LocalisedText;
        readonly score_bp: number;
        readonly outcome: string;
      }[]
    | null;
  readonly anchors?: Readonly<Record<string, LocalisedText>> | null;
  readonly touchpoint_keys?: readonly string[] | null;
  /** measured only: the marks that the wait lies between. */
  readonly measured_between?: { readonly from: string; readonly to: string } | null;
};

export type Section = {
  readonly section_key: string;
  readonly title: LocalisedText;
  readonly weight?: number;
  readonly criteria: readonly Criterion[];
};

export type Standard = {
  readonly standard_key: string;
  readonly title: LocalisedText;
  readonly promise: LocalisedText;
  readonly anchors?: {
    readonly below: LocalisedText;
    readonly met: LocalisedText;
    readonly exceeded: LocalisedText;
  } | null;
  readonly measure?: {
    readonly unit: string;
    readonly better: 'lower' | 'higher';
    readonly stretch: number;
    readonly target: number;
    readonly floor: number;
  } | null;
};

export type RubricDocument = {
  readonly format: 1;
  readonly rubric_key: string;
  readonly version_label: string;
  readonly title: LocalisedText;
  readonly mode: 'floor' | 'covert' | 'either';
  readonly touchpoints: readonly { readonly touchpoint_key: string; readonly title: LocalisedText }[];
  readonly marks?: readonly { readonly mark_key: string; readonly title: LocalisedText }[] | null;
  readonly standards: readonly Standard[];
  readonly sections: readonly Section[];
};

export type BundleRubric = Omit<Fixed<Schemas['BundleRubricVersion']>, 'document'> & {
  readonly document: RubricDocument;
};
export type BundleStaffMember = Fixed<Schemas['BundleStaffMember']>;
export type BundleStore = Fixed<Schemas['BundleStore']>;
export type BundleProgramme = Fixed<Schemas['BundleProgramme']>;
export type BundleAssignment = Fixed<Schemas['BundleAssignment']>;
export type Bundle = Omit<Fixed<Schemas['Bundle']>, 'rubric_versions' | 'assignments' | 'returns' | 'corrected'> & {
  readonly rubric_versions: readonly BundleRubric[];
  /** Absent in what an older version of the app kept, like what follows. */
  readonly assignments?: readonly BundleAssignment[];
  readonly returns?: readonly BundleReturn[];
  readonly corrected?: readonly Fixed<Schemas['BundleCorrected']>[];
};

export type StoredBundle = {
  readonly account_id: string;
  readonly etag: string | null;
  readonly fetched_at: number;
  readonly bundle: Bundle;
};
