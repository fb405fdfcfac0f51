/** Brings the keyboard's code where there may be a keyboard; a phone without one never loads it. */

const bring = (): void =>
  void import('./listening').then(
    ({ listen }) => listen(),
    () => undefined, // without them everything is still there by Tab and Enter
  );

export function startKeys(): void {
  // A laptop has a pointer as well. Elsewhere the first key that is pressed says that there are keys.
  if (matchMedia('(any-pointer: fine)').matches) bring();
  else addEventListener('keydown', bring, { once: true });
}
