/** What the covert form has beside the floor's. Loaded when it is wanted (later.ts). */
export { default as CovertCriterion } from './CovertCriterion.svelte';
export { default as CovertReview } from './CovertReview.svelte';
export { commentsOwed } from './comments-owed';
export { default as WaitNote } from './WaitNote.svelte';
