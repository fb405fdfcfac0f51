/** Goes to the part of the page that the address names, once the answer that holds it has been drawn. */
import { tick } from 'svelte';

export async function scrollToPart(hash: string): Promise<void> {
  if (hash === '') return;
  await tick();
  document.getElementById(hash.slice(1))?.scrollIntoView();
}
