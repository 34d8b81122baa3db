import { SourceError } from '../source-error.ts';
import { elementsIn, textIn } from './requests/xml.ts';

/** A part of a listing. */
export interface Page {
  /** Keys in the order of their bytes; of "folders", which end with a slash, too. */
  readonly keys: readonly string[];
  /** What keys begin with that are not listed one by one, each with a slash at its end. */
  readonly folders: readonly string[];
  /** What to ask for the next page with; undefined when this is the last one. */
  readonly next: string | undefined;
}

/** The end of what is said of a server whose listings can't be used: files must not be left out silently. */
export const UNLIKE_S3 = ', which S3 does not; the files can not be found there';

/**
 * The page that a document of S3 is.
 *
 * @param uri what is looked for, for messages
 * @throws {SourceError} unreadable when a key can't be decoded, or when there is more but nothing to ask for it with
 */
export function pageIn(uri: string, document: string): Page {
  const isEncoded = textIn(document, 'EncodingType') === 'url';
  const keyIn = (element: string, name: string): string => {
    const text = textIn(element, name) ?? '';
    return isEncoded ? decodedKey(uri, text) : text;
  };
  const next = textIn(document, 'IsTruncated') === 'true' ? tokenIn(uri, document) : undefined;
  return {
    keys: elementsIn(document, 'Contents').map((element) => keyIn(element, 'Key')),
    folders: elementsIn(document, 'CommonPrefixes').map((element) => keyIn(element, 'Prefix')),
    next,
  };
}

function tokenIn(uri: string, document: string): string {
  const token = textIn(document, 'NextContinuationToken');
  if (!token) {
    const seen =
      'its server says that there are more keys, but not how to ask for them (NextContinuationToken)';
    throw new SourceError('unreadable', uri, `${seen}${UNLIKE_S3}`);
  }
  return token;
}

function decodedKey(uri: string, text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    const seen = 'its server lists a key that is not encoded as it says (encoding-type=url)';
    throw new SourceError('unreadable', uri, `${seen}${UNLIKE_S3}`, error);
  }
}
