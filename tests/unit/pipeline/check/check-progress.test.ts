import { expect, test } from 'vitest';
import { type CheckProgress, InputsProgress } from '../../../../lib/pipeline/check/check-progress.ts';

const first = { input: 'shops', bytes: 100 };
const second = { input: 'orders', bytes: 50 };

function inputs() {
  const told: CheckProgress[] = [];
  return { told, progress: new InputsProgress([first, second], (each) => told.push(each)) };
}

test('within an input its own figures are told with the bytes of all inputs', () => {
  const { told, progress } = inputs();

  progress.within(first)({ bytes: 40, read: 4, rejected: 1 });

  expect(told).toEqual([{ input: 'shops', bytesDone: 40, bytesTotal: 150, rows: 4, rejected: 1 }]);
});

test('the next input is told with what the one before came to', () => {
  const { told, progress } = inputs();

  progress.finish(first, { read: 10, rejected: 2 });
  progress.within(second)({ bytes: 20, read: 2, rejected: 1 });

  expect(told.at(-1)).toEqual({ input: 'orders', bytesDone: 120, bytesTotal: 150, rows: 12, rejected: 3 });
});

test('bytes that are read twice do not make an input larger', () => {
  const { told, progress } = inputs();

  progress.within(first)({ bytes: 170, read: 17, rejected: 0 });

  expect(told).toMatchObject([{ bytesDone: 100 }]);
});
