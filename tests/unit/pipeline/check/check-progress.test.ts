import { expect, test } from 'vitest';
import { type CheckProgress, FilesProgress } from '../../../../lib/pipeline/check/check-progress.ts';

const users = { input: 'users', fromByte: 10, toByte: 110 } as const;
const compounds = { input: 'compounds', fromByte: 0, toByte: 50 } as const;

function files() {
  const told: CheckProgress[] = [];
  return { told, progress: new FilesProgress([users, compounds], (each) => told.push(each)) };
}

test('within a file its own figures are told with the bytes of all files', () => {
  const { told, progress } = files();

  progress.within(users)({ bytes: 40, read: 4, rejected: 1 });

  expect(told).toEqual([{ input: 'users', bytesDone: 40, bytesTotal: 150, rows: 4, rejected: 1 }]);
});

test('the next file is told with what the one before came to', () => {
  const { told, progress } = files();

  progress.behind(users, { read: 10, rejected: 2 });
  progress.within(compounds)({ bytes: 20, read: 2, rejected: 1 });

  expect(told.at(-1)).toEqual({ input: 'compounds', bytesDone: 120, bytesTotal: 150, rows: 12, rejected: 3 });
});

test('bytes that are read twice do not make a file larger', () => {
  const { told, progress } = files();

  progress.within(users)({ bytes: 170, read: 17, rejected: 0 });

  expect(told).toMatchObject([{ bytesDone: 100 }]);
});
