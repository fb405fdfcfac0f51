/** Which language the app speaks, and loading its catalogues.
 *
 * A catalogue is one slice's texts: the English file is the type, every other language `satisfies` it. Each
 * language of each slice is a chunk of its own, so that a phone loads one language and only the slices it opens.
 */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const KEPT_AS = 'floorwalk.language';

export const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value);

/** The language chosen on this device, else the first of the browser's that the app has, else English. */
export function preferredLanguage(kept: string | null, offered: readonly string[]): Language {
  if (isLanguage(kept)) return kept;
  return offered.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

type Loader<M> = () => Promise<{ readonly default: M }>;

export type Catalogue<M> = {
  /** The texts in the present language; the route's loader has awaited them. Throws if it has not. */
  readonly now: M;
  /** The same, or null where nothing has loaded them: for texts that only some screens can need. */
  readonly loaded: M | null;
  load(language: Language): Promise<void>;
};

const opened = new Set<Catalogue<unknown>>();

class SpokenLanguage {
  #current = $state<Language>('en');

  get current(): Language {
    return this.#current;
  }

  /** Loads every catalogue in use first, so that no screen ever shows two languages. */
  async speak(language: Language): Promise<void> {
    await Promise.all([...opened].map((catalogue) => catalogue.load(language)));
    this.#current = language;
    if (typeof document !== 'undefined') document.documentElement.lang = language;
  }

  async choose(language: Language): Promise<void> {
    localStorage.setItem(KEPT_AS, language);
    await this.speak(language);
  }

  startWithPreferred(): Promise<void> {
    return this.speak(preferredLanguage(localStorage.getItem(KEPT_AS), navigator.languages));
  }
}

export const spoken = new SpokenLanguage();

export function catalogue<M>(loaders: Readonly<Record<Language, Loader<M>>>): Catalogue<M> {
  const loaded = new Map<Language, M>();
  let arrived = $state(0); // so that what was drawn without them is drawn again
  const self: Catalogue<M> = {
    get now(): M {
      const texts = self.loaded;
      if (texts === null) throw new Error('A screen is shown before its catalogue was loaded');
      return texts;
    },
    get loaded(): M | null {
      void arrived;
      return loaded.get(spoken.current) ?? null;
    },
    async load(language) {
      opened.add(self);
      if (loaded.has(language)) return;
      loaded.set(language, (await loaders[language]()).default);
      arrived += 1;
    },
  };
  return self;
}
