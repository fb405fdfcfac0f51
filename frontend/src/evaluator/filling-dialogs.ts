/** The dialogs of the form. Loaded when the first is wanted (later.ts). */
export { default as DiscardDialog } from './DiscardDialog.svelte';
export { default as JumpDialog } from './JumpDialog.svelte';
export { default as StarDialog } from './StarDialog.svelte';
