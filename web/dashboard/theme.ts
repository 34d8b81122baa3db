const KEY = 'etl-theme';

/** `auto` is what the system says. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The theme that was chosen here before. */
export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === kept) ?? 'auto';
}

/** Shows a theme, and keeps it. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'auto') {
    localStorage.removeItem(KEY);
  } else {
    localStorage.setItem(KEY, theme);
  }
  showTheme(theme);
}

/** Shows a theme: the style sheet goes by the attribute. */
export function showTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}
