import { expect, test } from 'vitest';
import { type CheckProgress, SourcesProgress } from '../../../../lib/pipeline/check/check-progress.ts';

const first = { fromByte: 10, toByte: 110 };
const second = { fromByte: 0, toByte: 50 };

function sources() {
  const told: CheckProgress[] = [];
  return { told, progress: new SourcesProgress([first, second], (each) => told.push(each)) };
}

test('within a file its own figures are told with the bytes of all files', () => {
  const { told, progress } = sources();

  progress.within(first, 'first.csv')({ bytes: 40, read: 4, rejected: 1 });

  expect(told).toEqual([{ file: 'first.csv', bytesDone: 40, bytesTotal: 150, rows: 4, rejected: 1 }]);
});

test('the next file is told with what the one before came to', () => {
  const { told, progress } = sources();

  progress.finish(first, 'first.csv', { read: 10, rejected: 2 });
  progress.within(second, 'second.csv')({ bytes: 20, read: 2, rejected: 1 });

  expect(told.at(-1)).toEqual({ file: 'second.csv', bytesDone: 120, bytesTotal: 150, rows: 12, rejected: 3 });
});

test('bytes that are read twice do not make a file larger', () => {
  const { told, progress } = sources();

  progress.within(first, 'first.csv')({ bytes: 170, read: 17, rejected: 0 });

  expect(told).toMatchObject([{ bytesDone: 100 }]);
});
