import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyProject, type ProjectCopy } from '../../support/project-copy.ts';
import { makePlace, type Place, removePlace, run } from '../support/project.ts';
import { type RunningStack, startStack } from '../support/stack.ts';

const SHOP = { ETL_MODEL: 'examples/shop' };

// A copy, since what is built in the checkout is of the default model.
let copy: ProjectCopy;
let place: Place;
beforeAll(async () => {
  copy = copyProject();
  place = await makePlace();
});
afterAll(async () => {
  await removePlace(place, copy.path);
  copy.remove();
});

const inShop = (...args: string[]) => run(args, { ...place.settings, ...SHOP }, copy.path);
const inDefault = (...args: string[]) => run(args, place.settings, copy.path);

test('check says what a run would make of its files', async () => {
  const { code, stdout } = await inShop('check');

  expect(code).toBe(0);
  expect(stdout).toMatch(/customers\.csv.*orders\.csv.*logins\.csv.*products\.csv.*tags\.csv/s);
  expect(stdout).toMatch(/bad_timestamp.*not_a_decimal.*unknown_customer.*duplicate_id.*unknown_product/s);
});

test('a run fills a table that is called after its entity', async () => {
  const { code, stdout, stderr } = await inShop('etl', '--as-of', '2025-01-31');

  expect(code, stderr).toBe(0);
  expect(stdout).toContain('customers_derivation: 20 inserted');
  expect(stdout).toMatch(
    /^C-1005 +Elif Aydın +Ankara +2023-02-09T17:15:07Z +2024-06-12 +722 +233 +10 +2 +406\.24 /m,
  );
});

test('a further feature has its column with the next run, of the same model', async () => {
  copy.replace('examples/shop/features.ts', '  count,', '  count,\n  min,');
  copy.replace(
    'examples/shop/features.ts',
    '  spent: sum',
    '  smallest_order: min(orders.amount),\n  spent: sum',
  );

  const { code, stderr } = await inShop('etl', '--as-of', '2025-01-31');
  const { stdout } = await inShop(
    'sql',
    "SELECT smallest_order FROM customers_derivation WHERE customer_id = 'C-1008'",
  );

  expect(code, stderr).toBe(0);
  expect(stdout).toBe('smallest_order\n57.80\n');
});

test('the database is refused to another model, with what to do', async () => {
  const { code, stderr } = await inDefault('etl');

  expect(code).toBe(2);
  expect(stderr).toContain('of the model examples/shop, but this is the model lib');
  expect(stderr).toContain('ETL_STATE_DIR');
  expect(stderr).toContain('./run.sh reset');
});

test('it may be read by whoever has another model', async () => {
  const { code, stdout } = await inDefault('sql', 'SELECT count(*) FROM customers_derivation');

  expect({ code, stdout }).toEqual({ code: 0, stdout: 'count\n20\n' });
});

test('a folder without a model is told, and nothing is started', async () => {
  const { code, stderr } = await run(['etl'], { ...place.settings, ETL_MODEL: 'examples' }, copy.path);

  expect(code).toBe(2);
  expect(stderr).toContain('examples/features.ts does not exist');
  expect(stderr).not.toMatch(/^ +at /m);
});

describe('while its stack is running', () => {
  let stack: RunningStack;
  beforeAll(async () => {
    stack = await startStack(place, SHOP, { projectDir: copy.path });
  });
  afterAll(() => stack.stop());

  /** An answer as a text. */
  async function get(path: string): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(`${stack.api}${path}`);
    return { status: response.status, text: await response.text() };
  }

  test.each([
    ['/check/table', 200, '{"message":"Table created"}'],
    ['/check/feature_derivation', 200, '{"message":"Feature Derivation inserted","count":20}'],
    ['/features?limit=1', 200, '"message":"1 customer"'],
    ['/features/C-1005', 200, '"message":"Customer C-1005"'],
    ['/features/1005', 404, 'There is no customer 1005'],
    ['/features?search=ankara&format=csv', 200, 'C-1005,Elif Aydın,Ankara,2023-02-09T17:15:07Z,'],
    ['/stats', 200, 'Features of 20 customers'],
    ['/metrics', 200, 'Rows of customers_derivation'],
    ['/openapi.json', 200, 'into the table `customers_derivation`'],
    ['/', 200, 'data-table="customers_derivation"'],
  ])('%s answers %i with its words', async (path, status, part) => {
    const answer = await get(path);

    expect(answer.status).toBe(status);
    expect(answer.text).toContain(part);
  });

  test.each(['etl', 'check'])('%s builds no other model under it', async (command) => {
    const { code, stderr } = await inDefault(command);

    expect(code).toBe(2);
    expect(stderr).toContain('A stack of the model examples/shop uses dist/');
    expect((await get('/features/C-1005')).text).toContain('Customer C-1005');
  });

  test('a run that is started by a command goes by it', async () => {
    const { code, stdout, stderr } = await inShop('etl', '--as-of', '2025-02-01');

    expect(code, stderr).toBe(0);
    expect(stdout).toContain('customers_derivation: 0 inserted, 20 updated');
  });

  test('a change of its sources is told, for the stack has functions of before it', async () => {
    copy.replace(
      'examples/shop/features.ts',
      '  minutes_online: sum',
      '  most_minutes: max(logins.minutes),\n  minutes_online: sum',
    );

    const { code, stderr } = await inShop('etl');

    expect(code).toBe(2);
    expect(stderr).toContain('the model has changed since');
  });
});
