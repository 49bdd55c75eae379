/** The single keys of the portal: which are on, and where they lead. No React, no browser. */

/** Says `off` when the person switched single keys off (WCAG 2.1.4); readable by script. */
const keysCookieName = 'adminx-keys';

const yearSeconds = 31_536_000;

/** A place with the letter that follows `g`. */
export interface KeyedPlace<Place> {
  readonly letter: string;
  readonly place: Place;
}

/** What a key means at this moment. */
export type KeyMeaning = 'search' | 'keys' | 'go' | { readonly goTo: string } | null;

/** Gives every place the first letter of its name that no place before it has taken. */
export function letterPlaces<Place extends { readonly label: string }>(
  places: readonly Place[],
): readonly KeyedPlace<Place>[] {
  const taken = new Set<string>();
  return places.flatMap((place) => {
    const letter = Array.from(place.label.toLowerCase()).find(
      (character) => /[a-z]/u.test(character) && !taken.has(character),
    );
    if (letter === undefined) return [];
    taken.add(letter);
    return [{ letter, place }];
  });
}

/** Reads a key: after `g` a letter is a place, otherwise `/`, `?` and `g` mean something. */
export function readKey(key: string, isAfterG: boolean): KeyMeaning {
  if (isAfterG) return /^[a-z]$/u.test(key) ? { goTo: key } : null;
  if (key === '/') return 'search';
  if (key === '?') return 'keys';
  return key === 'g' ? 'go' : null;
}

/** Tells whether a cookie header leaves the single keys on. */
export function areKeysOn(cookies: string): boolean {
  return !cookies.split(/;\s*/u).includes(`${keysCookieName}=off`);
}

/** The cookie that keeps the choice. */
export function keysCookie(isOn: boolean, isSecure: boolean): string {
  const secure = isSecure ? '; secure' : '';
  const age = isOn ? 0 : yearSeconds;
  return `${keysCookieName}=off; path=/; max-age=${String(age)}; samesite=lax${secure}`;
}
