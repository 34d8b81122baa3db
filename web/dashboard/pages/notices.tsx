import { useState } from 'preact/hooks';
import { keepApiKey, type Problem } from '../data/api.ts';

/** What is wrong with the API, above what it said last; asks for the key when that is what is missing. */
export function ProblemNote({
  problem,
  onRetry,
}: {
  readonly problem: Problem | undefined;
  readonly onRetry: () => void;
}) {
  if (!problem) {
    return null;
  }
  if (problem.status === 401) {
    return <KeyForm onKey={onRetry} />;
  }
  const again = problem.status === 0 || problem.status >= 500;
  return (
    <p class="note warn" role="status">
      {problem.message}
      {again ? ', trying again …' : ''}
    </p>
  );
}

function KeyForm({ onKey }: { readonly onKey: () => void }) {
  const [key, setKey] = useState('');
  const enter = (event: Event) => {
    event.preventDefault();
    keepApiKey(key);
    onKey();
  };
  return (
    <form class="card key-form" onSubmit={enter}>
      <label>
        This API needs a key
        <input
          type="password"
          autocomplete="current-password"
          required
          value={key}
          onInput={(event) => setKey(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">
        Use it
      </button>
      <p class="muted">The key is kept only in this tab.</p>
    </form>
  );
}
