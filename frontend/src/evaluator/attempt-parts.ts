/** Visits that cannot happen: saying so, and what became of it. Loaded when it is wanted (later.ts). */
export { default as AttemptDialog } from './AttemptDialog.svelte';
export { default as AttemptLine } from './AttemptLine.svelte';
