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
  const parts: (Blob | string)[] = [];
  for (let path: string | null = first; path !== null; ) {
    const response: Response = await ask(path);
    parts.push(await (parts.length === 0 ? response.blob() : withoutHeader(response)));
    onPage(parts.length);
    path = nextOf(response);
  }
  return new Blob(parts, { type: 'text/csv' });
}

/** Every page has the header, and the byte order mark in front of it, which text() leaves out; the file has them once. */
async function withoutHeader(page: Response): Promise<string> {
  const text = await page.text();
  return text.slice(text.indexOf('\n') + 1);
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
