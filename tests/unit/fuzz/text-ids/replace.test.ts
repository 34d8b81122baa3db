import { describe, expect, test } from 'vitest';
import { makeCase } from '../../../fuzz/case.ts';
import { readFile } from '../../../fuzz/oracle/oracle.ts';
import { Random } from '../../../fuzz/random.ts';
import { relationDifference } from '../../../fuzz/text-ids/relation.ts';
import { withTextIds } from '../../../fuzz/text-ids/replace.ts';
import { type FileName, SAMPLE } from '../../../fuzz/traits.ts';

const SEED = 20_240_229;
const CASES = 100;
const MIB = 1 << 20;

/** The lines after the header of a file with texts for its ids, as UTF-8; the seed is one of UUIDs. */
function replaced(name: FileName, text: string, maxRecordBytes = MIB) {
  const inputs = { traits: SAMPLE, files: new Map([[name, Buffer.from(text)]]), maxRecordBytes };
  const { inputs: other, textOf } = withTextIds(inputs, new Random(SEED));
  const [, ...lines] = (other.files.get(name) ?? Buffer.alloc(0)).toString().split('\n');
  return { lines, textOf, maxRecordBytes: other.maxRecordBytes };
}

const EXPERIMENTS = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';

describe('files with texts for ids', () => {
  test('have one text for all spellings of a number, with the same quotes, padding and line ends', () => {
    const { lines, textOf } = replaced(
      'user_experiments',
      `${EXPERIMENTS}\t1, "+01.0" ,"1; 2\t",9\r\n\n2,1,,9`,
    );

    const [one, two] = [textOf(1n), textOf(2n)];
    expect(lines).toEqual([`\t${one}, "${one}" ,"${one}; ${two}\t",9\r`, '', `${two},${one},,9`]);
  });

  test('keep records that can not be divided', () => {
    const { lines } = replaced('user_experiments', `${EXPERIMENTS}1,2\n1"x,2,3,4\n1,2,3,\0\n`);

    expect(lines).toEqual(['1,2', '1"x,2,3,4', '1,2,3,\0', '']);
  });

  test('keep a header that can not be used', () => {
    const { lines } = replaced('users', 'user,mail\n1,2\n');

    expect(lines).toEqual(['1,2', '']);
  });

  test('have no id where there was none, and as many lines in the field', () => {
    const { lines } = replaced('users', 'user_id,name,email,signup_date\n"x\ny",b,c,2023-01-01\n');

    expect(lines.join('\n')).toMatch(/^"(?:x{256,}|é{128})\n",b,c,2023-01-01\n$/);
  });

  test('are as near the limit of a record as before', () => {
    const filler = 'n'.repeat(100);
    const users = `user_id,name,email,signup_date\n1,${filler},,2023-01-01\n2,,,2023-01-01\n`;
    const length = `1,${filler},,2023-01-01`.length;

    const { lines, maxRecordBytes } = replaced('users', users, length - 1);

    expect(Buffer.byteLength(lines[0] ?? '')).toBe(maxRecordBytes + 1);
  });

  test(`come to the same as with numbers, and are rejected for every reason (${CASES} cases)`, () => {
    const cases = Array.from({ length: CASES }, (_, number) => bothOf(number)).flat();

    const differing = cases.flatMap(({ name, both }) => relationDifference(name, both) ?? []);

    const found = cases.flatMap(({ both: { texts } }) => (texts.kind === 'read' ? texts.found : []));
    expect(differing).toEqual([]);
    expect([...new Set(found.map(({ reason }) => reason))]).toEqual(
      expect.arrayContaining(['bad_text_id_list', 'duplicate_id', 'empty_id', 'long_id', 'record_too_long']),
    );
  });
});

/** What the oracle makes of the files of a case, with numbers and with texts. */
function bothOf(number: number) {
  const { inputs } = makeCase(SEED, number);
  const { inputs: other, textOf } = withTextIds(inputs, new Random(SEED, number));
  return [...inputs.files].map(([name, file]) => {
    const text = other.files.get(name) ?? Buffer.alloc(0);
    const both = {
      numbers: readFile(name, file, inputs.maxRecordBytes, inputs.traits),
      texts: readFile(name, text, other.maxRecordBytes, other.traits),
      ...{ traits: inputs.traits, textTraits: other.traits, textOf },
    };
    return { name, both };
  });
}

describe('relationDifference', () => {
  const both = (experiments: string) => {
    const inputs = {
      traits: SAMPLE,
      files: new Map([['user_experiments' as const, Buffer.from(EXPERIMENTS + experiments)]]),
      maxRecordBytes: MIB,
    };
    const { inputs: other, textOf } = withTextIds(inputs, new Random(SEED));
    return { inputs, other, textOf };
  };

  test('tells an id that another text stands for', () => {
    const { inputs, other, textOf } = both('1,7,3,4\n2,8,3,4\n');
    const file = other.files.get('user_experiments') ?? Buffer.alloc(0);
    const swapped = Buffer.from(file.toString().replace(textOf(8n), textOf(7n)));

    const difference = relationDifference('user_experiments', {
      numbers: readFile('user_experiments', inputs.files.get('user_experiments') ?? file, MIB, SAMPLE),
      texts: readFile('user_experiments', swapped, MIB + 1000, other.traits),
      ...{ traits: SAMPLE, textTraits: other.traits, textOf },
    });

    expect(difference).toContain('user_experiments.rows with texts.1.values.user_id');
  });
});
