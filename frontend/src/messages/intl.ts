/** The browser's formatters, each made once: making one costs as much as dozens of uses, and a screen of 500 stores
 * writes thousands of figures.
 */
function madeOnce<Options, Made>(make: (language: string, options: Options) => Made) {
  const made = new Map<string, Made>();
  return (language: string, options: Options): Made => {
    const key = `${language}${JSON.stringify(options)}`;
    let found = made.get(key);
    if (found === undefined) {
      found = make(language, options);
      made.set(key, found);
    }
    return found;
  };
}

export const numberFormat = madeOnce(
  (language, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options),
);
export const dateFormat = madeOnce(
  (language, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options),
);
export const pluralRules = madeOnce(
  (language, options: Intl.PluralRulesOptions) => new Intl.PluralRules(language, options),
);
