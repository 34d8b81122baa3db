import { useEffect, useRef, useState } from 'preact/hooks';
import { apiKey, keepApiKey } from './data/api.ts';
import { FeaturesPage } from './pages/features/features-page.tsx';
import { RunPage } from './pages/run/run-page.tsx';
import { RunsPage } from './pages/runs/runs-page.tsx';
import { ALL_ROWS, hashOf, RUNS } from './routes.ts';
import { chooseTheme, chosenTheme, THEMES, type Theme } from './theme.ts';
import { useRoute } from './use-route.ts';

/** The whole page. */
export function App() {
  const route = useRoute();
  const title = route.page === 'run' ? route.runId : route.page;
  useEffect(() => {
    document.title = `${title} · etl-pipeline`;
  }, [title]);
  const before = useRef(title);
  useEffect(() => {
    // After a step to another page one begins at its heading; the page that is opened first begins at the top.
    if (before.current !== title) {
      document.querySelector('h1')?.focus();
      window.scrollTo(0, 0);
    }
    before.current = title;
  }, [title]);
  return (
    <>
      <button type="button" class="skip" onClick={skip}>
        Skip to content
      </button>
      <header>
        <a class="brand" href={RUNS}>
          <span class="logo" aria-hidden="true" /> etl-pipeline
        </a>
        <nav aria-label="Pages of the dashboard">
          <NavLink to={RUNS} isCurrent={route.page !== 'features'} text="Runs" />
          <NavLink
            to={hashOf({ page: 'features', ...ALL_ROWS })}
            isCurrent={route.page === 'features'}
            text="Features"
          />
          <a href="/docs">API</a>
        </nav>
        <span class="spacer" />
        {apiKey() !== null && (
          <button type="button" class="quiet" onClick={forgetKey}>
            Forget key
          </button>
        )}
        <ThemeSwitch />
      </header>
      <main id="main" tabIndex={-1}>
        {route.page === 'runs' && <RunsPage state={route.state} />}
        {route.page === 'run' && <RunPage runId={route.runId} filter={route.filter} key={route.runId} />}
        {route.page === 'features' && <FeaturesPage rows={route} />}
      </main>
    </>
  );
}

/** No link: the part of the address after # says what is shown. */
function skip(): void {
  document.getElementById('main')?.focus();
}

function forgetKey(): void {
  keepApiKey(null);
  location.reload();
}

function NavLink({
  to,
  isCurrent,
  text,
}: {
  readonly to: string;
  readonly isCurrent: boolean;
  readonly text: string;
}) {
  return (
    <a href={to} aria-current={isCurrent ? 'page' : undefined}>
      {text}
    </a>
  );
}

function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const change = (event: { currentTarget: HTMLSelectElement }) => {
    const chosen = THEMES.find((candidate) => candidate === event.currentTarget.value) ?? 'auto';
    chooseTheme(chosen);
    setTheme(chosen);
  };
  return (
    <label class="inline">
      <span>Theme</span>
      <select value={theme} onChange={change}>
        {THEMES.map((name) => (
          <option value={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
