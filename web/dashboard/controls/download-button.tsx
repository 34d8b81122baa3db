import { useState } from 'preact/hooks';
import { ask, nextOf } from '../data/api.ts';

/**
 * Fetches all pages of a list as CSV and saves them as one file: a Lambda's answer is bounded, and a link could not carry the
 * API key.
 */
export function DownloadButton({
  label,
  name,
  path,
}: {
  readonly label: string;
  readonly name: string;
  readonly path: string;
}) {
  const [pages, setPages] = useState<number>();
  const [failure, setFailure] = useState('');
  const download = async () => {
    setFailure('');
    setPages(0);
    try {
      save(name, await allPages(path, setPages));
    } catch (error) {
      setFailure(`The download failed: ${(error as Error).message}`);
    } finally {
      setPages(undefined);
    }
  };
  return (
    <>
      <span role="status" class="muted">
        {failure}
      </span>
      <button type="button" class="quiet" disabled={pages !== undefined} onClick={download}>
        {pages ? `${label}: page ${pages} …` : label}
      </button>
    </>
  );
}

async function allPages(first: string, onPage: (count: number) => void): Promise<Blob> {
  const parts: string[] = [];
  for (let path: string | null = first; path !== null; ) {
    const response: Response = await ask(path);
    const text = await response.text();
    // Every page has the header; the file has it once.
    parts.push(parts.length === 0 ? text : text.slice(text.indexOf('\n') + 1));
    onPage(parts.length);
    path = nextOf(response);
  }
  return new Blob(parts, { type: 'text/csv' });
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
