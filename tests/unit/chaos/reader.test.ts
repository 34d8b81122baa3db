import { describe, expect, test } from 'vitest';
import { Sightings } from '../../chaos/reader.ts';

const OLD = { rows: 2, md5: 'aa' };
const NEW = { rows: 3, md5: 'bb' };

function wrongIn(seen: readonly { rows: number; md5: string }[]): readonly string[] {
  const sightings = new Sightings({ old: OLD, new: NEW });
  for (const digest of seen) {
    sightings.add(digest);
  }
  return sightings.wrong;
}

describe('what a reader saw', () => {
  test('is right when the new table comes after the old one', () => {
    const wrong = wrongIn([OLD, OLD, NEW, NEW]);

    expect(wrong).toEqual([]);
  });

  test.each([
    ['rows are missing', { rows: 1, md5: 'cc' }],
    ['as many rows have other values', { rows: 3, md5: 'cc' }],
    ['other rows have the same digest', { rows: 4, md5: 'bb' }],
  ])('is torn when %s', (_, torn) => {
    const wrong = wrongIn([OLD, torn, NEW]);

    expect(wrong).toEqual([expect.stringContaining('neither table')]);
  });

  test('is wrong when the old table comes back', () => {
    const wrong = wrongIn([NEW, OLD]);

    expect(wrong).toEqual(['a reader saw the old table after the new one']);
  });
});
