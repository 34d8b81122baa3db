import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MemberStack, NO_STEPS, ODD_KEYS, startMemberStack } from '../support/member-stack.ts';

let members: MemberStack;
beforeAll(async () => {
  members = await startMemberStack();
});
afterAll(() => members?.close());

interface Row {
  readonly code: string;
}

async function get(
  path: string,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const response = await fetch(`${members.stack.api}${path}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

// `.` and `..` are not among them: a client takes them for steps to somewhere else.
test.each(ODD_KEYS.map((key) => [key]))('the row of %j has its path', async (key) => {
  const { status, body } = await get(`/features/${encodeURIComponent(key)}`);

  expect([status, body['feature']]).toEqual([
    200,
    expect.objectContaining({ code: key, town: `Town of ${key}` }),
  ]);
});

test.each([...ODD_KEYS, ...NO_STEPS].filter((key) => key.length <= 200).map((key) => [key]))(
  'the row of %j is found by a search',
  async (search) => {
    const { body } = await get(`/features?${new URLSearchParams({ search, limit: '1000' })}`);

    expect((body['features'] as Row[]).map(({ code }) => code)).toContain(search);
  },
);

test.each(['code', '-code'])('pages sorted by %s have all rows, by the bytes of their keys', async (sort) => {
  const found: string[] = [];
  for (let path: string | null = `/features?sort=${sort}&limit=7`; path !== null; ) {
    const { body } = await get(path);
    found.push(...(body['features'] as Row[]).map(({ code }) => code));
    path = body['next'] as string | null;
  }

  const ascending = [...ODD_KEYS, ...NO_STEPS].toSorted((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  expect(found).toEqual(sort === 'code' ? ascending : ascending.toReversed());
});

test('what is derived has the ids of lists as they are in the files', async () => {
  const { body } = await get('/features/a%2Fb');

  expect(body['feature']).toMatchObject({
    ...{ visits_count: '2', favourites: ['<i>2</i>'], favourite_title: 'Olympia' },
  });
});

test('a key that there is not is told as it was asked for', async () => {
  expect(await get('/features/a%252Fb%20')).toMatchObject({
    status: 404,
    body: { code: 'USER_NOT_FOUND', message: 'There is no member a%2Fb ' },
  });
});
