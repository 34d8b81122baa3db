import { chooseTheme, chosenTheme, showTheme, THEMES, type Theme } from '../dashboard/theme.ts';

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

/** Shows the theme that was chosen on any of our pages, and makes the switch in the header choose another one. */
export function startThemeSwitch(): void {
  const select = document.querySelector('select');
  const chosen = chosenTheme();
  select?.append(...THEMES.map((theme) => new Option(theme, theme, theme === chosen, theme === chosen)));
  select?.addEventListener('change', () => {
    chooseTheme(THEMES.find((theme) => theme === select.value) ?? 'auto');
    tellSwaggerUi();
  });
  systemIsDark.addEventListener('change', tellSwaggerUi);
  showTheme(chosen);
  tellSwaggerUi();
}

/** Swagger UI is dark by a class, and knows nothing of the system. */
function tellSwaggerUi(): void {
  document.documentElement.classList.toggle('dark-mode', isDark(chosenTheme()));
}

const isDark = (theme: Theme): boolean => theme === 'dark' || (theme === 'auto' && systemIsDark.matches);
