/** Light, dark, or what the system says. */
export const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

/** Holds the choice only; readable by script, because the choice is made there. */
export const themeCookieName = 'adminx-theme';

const yearSeconds = 31_536_000;

/** The theme a cookie names; anything unknown is `system`. */
export function readTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system';
}

/** The theme that is on (browser only). */
export function currentTheme(): Theme {
  return readTheme(document.documentElement.dataset['theme']);
}

/** Applies a theme at once and keeps it for later visits (browser only). */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  const secure = window.location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${themeCookieName}=${theme}; path=/; max-age=${String(yearSeconds)}; samesite=lax${secure}`;
}
