/** An instant as people say it, by this device's clock. Pure. */
import type { Language } from '../messages/language.svelte';

export const momentText = (language: Language, at: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(Date.parse(at));
