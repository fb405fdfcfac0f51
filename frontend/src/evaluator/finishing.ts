/** The last steps of an interaction, with the scoring that only they need. Loaded when it is wanted (later.ts). */
export { default as DoneView } from './DoneView.svelte';
export { default as ReviewStep } from './ReviewStep.svelte';
