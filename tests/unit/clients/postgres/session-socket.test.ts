import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { SessionSocket } from '../../../../lib/clients/postgres/session-socket.ts';
import { message, piecesOf } from './server-messages.ts';

const STATUS = message('S', 'TimeZone\0UTC\0');
const ROWS = Buffer.concat([message('d', 'row 1'), message('d', 'row 2')]);
/** Where a message may be cut: in each part of its header, and in its content. */
const CUTS = STATUS.keys();

/** A session whose server says what it is made to say. */
function session() {
  const socket = new Socket();
  const own = new SessionSocket(socket);
  const [driver, reader]: [Buffer[], Buffer[]] = [[], []];
  own.on('data', (bytes: Buffer) => driver.push(bytes));
  return {
    says: (bytes: Buffer) => socket.emit('data', bytes),
    divert: () => own.divert(() => (bytes) => reader.push(bytes)),
    divertAll: () => own.divert((toDriver) => toDriver),
    got: () => ({ driver: Buffer.concat(driver), reader: Buffer.concat(reader) }),
  };
}

describe('another reader of what a session says', () => {
  test.each([...CUTS])('gets nothing of a message of which the driver has %i bytes', (cut) => {
    const { says, divert, got } = session();
    says(Buffer.concat([STATUS, STATUS.subarray(0, cut)]));

    divert();
    says(Buffer.concat([STATUS.subarray(cut), ROWS]));

    // A message that has not begun is for the other reader.
    const [driver, reader] = cut === 0 ? [STATUS, [STATUS, ROWS]] : [Buffer.concat([STATUS, STATUS]), [ROWS]];
    expect(got()).toEqual({ driver, reader: Buffer.concat(reader) });
  });

  test.each([...CUTS].slice(1))('nor where its rest comes byte by byte, after %i', (cut) => {
    const { says, divert, got } = session();
    for (const piece of piecesOf(STATUS.subarray(0, cut), 2)) {
      says(piece);
    }

    divert();
    for (const piece of piecesOf(Buffer.concat([STATUS.subarray(cut), ROWS]), 1)) {
      says(piece);
    }

    expect(got()).toEqual({ driver: STATUS, reader: ROWS });
  });

  test('nor of one that another reader has handed on to the driver in part', () => {
    const { says, divert, divertAll, got } = session();
    const giveBack = divertAll();
    says(STATUS.subarray(0, 7));
    giveBack();

    divert();
    says(Buffer.concat([STATUS.subarray(7), ROWS]));

    expect(got()).toEqual({ driver: STATUS, reader: ROWS });
  });
});

test('bytes of something that is no PostgreSQL server are left to the driver to refuse', () => {
  const { says, got } = session();
  const bytes = Buffer.alloc(64, 0xff);

  for (const piece of piecesOf(bytes, 3)) {
    says(piece);
  }

  expect(got().driver).toEqual(bytes);
});
