import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defineFeatures } from '../../../../lib/model/declare.ts';
import { inputNamed } from '../../../../lib/model/model.ts';
import type { Slice } from '../../../../lib/pipeline/load/slice.ts';
import { cutIntoParts } from '../../../../lib/pipeline/plan/cut.ts';
import { type InspectedSource, inspectInputs, inspectSource } from '../../../../lib/pipeline/plan/inspect.ts';
import { locationOf } from '../../../../lib/sources/location.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { dataDirectory } from '../../support/data-directory.ts';
import { shopInputs } from '../../support/shop-inputs.ts';
import { headerOf } from '../../support/slices.ts';

const HEADER = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';

/** Lines of ten bytes. */
const experiments = (count: number) =>
  HEADER + Array.from({ length: count }, (_, n) => `${1000 + n},1,,5\n`).join('');

async function partsOf(files: Parameters<typeof dataDirectory>[0], partBytes: number) {
  const sources = await inspectInputs(await dataDirectory(files), sampleModel);
  return cutIntoParts(sources, sampleModel, partBytes);
}

const slicesOf = (parts: readonly { readonly slices: readonly Slice[] }[]) =>
  parts.flatMap(({ slices }) => slices);

test('a file of no more bytes than a part may have is one part, from behind its header to its end', async () => {
  const users = '\uFEFF\n\nuser_id;name;email;signup_date\r\n1;A;a@b.c;2023-01-01\r\n';

  const parts = await partsOf({ users, user_experiments: experiments(10) }, 100);

  expect(parts.map(({ part, input }) => [part, input])).toEqual([
    [0, 'users'],
    [1, 'experiments'],
    [2, 'compounds'],
  ]);
  const bytes = Buffer.byteLength(users);
  const fromByte = users.indexOf('1;A') + 2;
  expect(parts[0]).toMatchObject({
    slices: [{ source: 'users.csv', fromByte, toByte: bytes, fromLine: 4 }],
    bytes: bytes - fromByte,
  });
  expect(parts[1]).toMatchObject({
    slices: [{ fromByte: HEADER.length, toByte: HEADER.length + 100, fromLine: 2 }],
    bytes: 100,
  });
});

test('a larger file of events is cut into parts of about the same size', async () => {
  const parts = await partsOf({ user_experiments: experiments(101) }, 500);

  expect(parts.map(({ part, input }) => [part, input])).toEqual([
    [0, 'users'],
    [1, 'experiments'],
    [2, 'experiments'],
    [3, 'experiments'],
    [4, 'compounds'],
  ]);
  const start = HEADER.length;
  expect(
    slicesOf(parts.slice(1, 4)).map(({ fromByte, toByte = 0, fromLine }) => [
      fromByte - start,
      toByte - start,
      fromLine,
    ]),
  ).toEqual([
    [0, 337, 2],
    [337, 674, undefined],
    [674, 1010, undefined],
  ]);
  expect(slicesOf(parts.slice(1, 4)).map(({ piece }) => piece?.toByte)).toEqual(
    [337, 674, 1010].map((byte) => start + byte),
  );
});

test('an entity and a reference are never cut', async () => {
  const users = `user_id,name,email,signup_date\n${'1,A,a@b.c,2023-01-01\n'.repeat(100)}`;

  const parts = await partsOf({ users }, 1024);

  expect(parts.map(({ input }) => input)).toEqual(['users', 'experiments', 'compounds']);
});

test('a source is cut where it is cut, into no piece without a byte', async () => {
  const parts = await partsOf({ user_experiments: `${HEADER}12345` }, 2);

  const ranges = slicesOf(parts.slice(1, -1)).map(({ fromByte, toByte = 0 }) => toByte - fromByte);
  expect(ranges).toEqual([2, 2, 1]);
});

test('a source is cut without being read', () => {
  const header = headerOf(sampleModel, 'experiments', Buffer.from(HEADER));
  const version = { uri: '/nowhere', size: HEADER.length + 1000, tag: '', transforms: [] };

  const parts = cutIntoParts([{ input: 'experiments', source: 'x.csv', version, header }], sampleModel, 500);

  expect(slicesOf(parts).map(({ fromByte, toByte }) => [fromByte, toByte])).toEqual([
    [HEADER.length, HEADER.length + 500],
    [HEADER.length + 500, HEADER.length + 1000],
  ]);
});

test('a file of a header only is a part without bytes', async () => {
  const [, , part] = await partsOf({ compounds: 'compound_id,compound_name,compound_structure' }, 1024);

  const [slice] = part?.slices ?? [];
  expect(slice?.fromByte).toBe(slice?.toByte);
  expect(part?.bytes).toBe(0);
});

test('more parts than Airflow maps over are refused, with the setting and a value that does', async () => {
  const files = { user_experiments: experiments(103) };

  await expect(partsOf(files, 1)).rejects.toMatchObject({
    name: 'InputError',
    code: 'TOO_MANY_PARTS',
    message: expect.stringMatching(
      /user_experiments\.csv: with ETL_PART_BYTES=1 the run would have 1032 parts, .* set ETL_PART_BYTES=2, which makes 517; the table is unchanged/,
    ),
  });
});

describe('parts of two inputs of events', () => {
  const model = defineFeatures(shopInputs, {});

  /** Cuts made-up sources whose sizes are these: what is in them is not read for a refusal. */
  const cutShops = (sizes: Readonly<Record<string, number>>, partBytes: number) => {
    const sources = model.inputs.map(({ name, files, columns }) => {
      const head = Buffer.from(`${columns.map((column) => column.name).join(',')}\n`);
      const header = headerOf(model, name, head);
      const size = head.length + (sizes[name] ?? 0);
      const [source = ''] = files;
      const version = { uri: source, size, tag: '', transforms: [] };
      return { input: name, source, version, header };
    });
    return cutIntoParts(sources, model, partBytes);
  };

  test('are counted together, and every source that is cut is told', () => {
    expect(() => cutShops({ orders: 600, visits: 600 }, 1)).toThrow(
      'orders.csv, visits.csv: with ETL_PART_BYTES=1 the run would have 1203 parts, but Airflow can map over 1024 at most; ' +
        'set ETL_PART_BYTES=2, which makes 603; the table is unchanged',
    );
  });

  test('are few enough with the value that is named, however little that leaves over', () => {
    let message = '';
    try {
      cutShops({ orders: 1021, visits: 2041 }, 1);
    } catch (error) {
      message = String(error);
    }
    const [, named, parts] = /ETL_PART_BYTES=(\d+), which makes (\d+);/.exec(message) ?? [];

    expect(Math.ceil(1021 / Number(named)) + Math.ceil(2041 / Number(named)) + 3).toBe(Number(parts));
    expect(Number(parts)).toBeLessThanOrEqual(1024);
  });

  test('of which one is small, leave that one whole', () => {
    expect(() => cutShops({ orders: 2000, visits: 1, shops: 5000 }, 1)).toThrow(
      /^orders\.csv: with ETL_PART_BYTES=1 the run would have 2004 parts/,
    );
  });
});

describe('several sources of an input', () => {
  const model = defineFeatures(shopInputs, {});

  /** A made-up source of so many bytes after its header, which is not read unless it is cut. */
  const sourceOf = (input: string, source: string, bytes: number, transforms: readonly string[] = []) => {
    const columns = inputNamed(model, input).columns.map(({ name }) => name);
    const head = Buffer.from(`${columns.join(',')}\n`);
    const version = {
      uri: source,
      size: transforms.length > 0 ? bytes : head.length + bytes,
      tag: '',
      transforms,
    };
    return { input, source, version, header: headerOf(model, input, head) };
  };
  const cutInto = (sources: readonly InspectedSource[], partBytes: number) => {
    const parts = cutIntoParts(sources, model, partBytes);
    return parts.map(({ slices }) => slices.map(({ source }) => source));
  };

  test('that are small share a part, in their order', () => {
    const sources = [40, 40, 40, 30].map((bytes, n) => sourceOf('orders', `${n}`, bytes));

    const parts = cutIntoParts(sources, model, 100);

    expect(parts.map(({ slices }) => slices.map(({ source }) => source))).toEqual([
      ['0', '1'],
      ['2', '3'],
    ]);
    expect(parts.map(({ part, input, bytes }) => [part, input, bytes])).toEqual([
      [0, 'orders', 80],
      [1, 'orders', 70],
    ]);
  });

  test('are never in one part with those of another input', () => {
    const sources = [
      ...['a', 'b'].map((name) => sourceOf('shops', name, 1)),
      ...['c', 'd'].map((name) => sourceOf('orders', name, 1)),
    ];

    expect(cutInto(sources, 100)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('of which none has a row are one part up to ten thousand', () => {
    const sources = Array.from({ length: 10_001 }, (_, n) => sourceOf('orders', `${n}`, 0));

    const parts = cutInto(sources, 1);

    expect(parts.map(({ length }) => length)).toEqual([10_000, 1]);
    expect(parts.flat()).toEqual(sources.map(({ source }) => source));
  });

  test.each([0, 1, 99, 100, 101, 5000])(
    'with one of %i bytes more at the end, keep the parts but the last as they are',
    (bytes) => {
      const archives = Array.from({ length: 1000 }, (_, n) => sourceOf('items', `${n}`, (7 * n) % 130));
      const before = cutInto(archives, 100);

      const after = cutInto([...archives, sourceOf('items', 'last', bytes)], 100);

      expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
      expect(after.flat()).toEqual([...before.flat(), 'last']);
    },
  );

  test('that are archives are taken for four times as large, and never cut', () => {
    const sources = [
      sourceOf('orders', 'a', 10, ['gzip']),
      sourceOf('orders', 'b', 20, ['gzip']),
      sourceOf('orders', 'c', 900, ['gzip']),
    ];

    const parts = cutIntoParts(sources, model, 100);

    expect(parts.map(({ slices }) => slices.map(({ source }) => source))).toEqual([['a'], ['b'], ['c']]);
    expect(parts.map(({ slices }) => slices[0]?.toByte)).toEqual([undefined, undefined, undefined]);
    expect(parts.map(({ bytes }) => bytes)).toEqual([10, 20, 900]);
  });

  test('that end their lines with CR alone are cut as others are, and those in UTF-16 are not', async () => {
    const text = `order_id,shop_id\n${'1234,567\n'.repeat(100)}`;
    const folder = temporaryFolder();
    await writeFile(join(folder, 'cr.csv'), text.replaceAll('\n', '\r'));
    await writeFile(join(folder, 'wide.csv'), Buffer.from(`\ufeff${text}`, 'utf16le'));
    const limits = { ETL_MAX_RECORD_BYTES: 1 << 20 };
    const partsOfOne = async (name: string) => {
      const looked = await inspectSource(
        inputNamed(model, 'orders'),
        name,
        locationOf(folder),
        limits,
        model,
      );
      return 'problems' in looked ? looked.problems : cutIntoParts([looked], model, 450);
    };

    expect(await partsOfOne('cr.csv')).toMatchObject([
      { slices: [{ fromByte: 17, toByte: 467, fromLine: 2 }] },
      { slices: [{ fromByte: 467, toByte: 917, piece: { toByte: 917 } }] },
    ]);
    expect(await partsOfOne('wide.csv')).toMatchObject([{ slices: [{ fromByte: 20, fromLine: 2 }] }]);
  });

  test('of which one is large: that one is cut, and none shares a part with it', async () => {
    const folder = temporaryFolder();
    const names = ['1.csv', '2.csv', '3.csv'];
    for (const [index, name] of names.entries()) {
      await writeFile(
        join(folder, name),
        `visit_id,shop_id,minutes\n${'1,1,5\n'.repeat(index === 1 ? 100 : 3)}`,
      );
    }
    const visits = inputNamed(model, 'visits');
    const sources: InspectedSource[] = [];
    for (const name of names) {
      const source = await inspectSource(
        visits,
        name,
        locationOf(folder),
        { ETL_MAX_RECORD_BYTES: 1024 },
        model,
      );
      sources.push(...('problems' in source ? [] : [source]));
    }

    const parts = cutInto(sources, 200);

    expect(parts).toEqual([['1.csv'], ['2.csv'], ['2.csv'], ['2.csv'], ['3.csv']]);
  });

  test('too many of them are told by their number, with a value that puts them together', () => {
    const sources = Array.from({ length: 3000 }, (_, n) => sourceOf('items', `${n}`, 90));

    expect(() => cutInto(sources, 100)).toThrow(
      '3000 files of items: with ETL_PART_BYTES=100 the run would have 3000 parts, but Airflow can map over 1024 at most; ' +
        'set ETL_PART_BYTES=400, which makes 750; the table is unchanged',
    );
  });
});
