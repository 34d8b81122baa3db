import { expect, onTestFinished, test, vi } from 'vitest';
import { print, printJson, printWhole, say } from '../../../terminal/output.ts';

/** What is written to both streams. */
function captured() {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    const spy = vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += text;
      return true;
    });
    onTestFinished(() => spy.mockRestore());
  }
  return written;
}

test('what is said goes to stderr, where it does not mix with results', () => {
  const written = captured();

  say('hello');

  expect(written).toEqual({ stdout: '', stderr: 'hello\n' });
});

test('results go to stdout', () => {
  const written = captured();

  print(['one', 'two']);

  expect(written).toEqual({ stdout: 'one\ntwo\n', stderr: '' });
});

test('a line of somebody else is written whole, and can not steer', () => {
  const written = captured();

  printWhole(['a\u001b', 'b']);

  expect(written).toEqual({ stdout: 'a<U+001B>\nb\n', stderr: '' });
});

test('a result for programs is a line of JSON that a terminal can be shown', () => {
  const written = captured();

  printJson({ name: 'a\u009b' });

  expect(written).toEqual({ stdout: '{"name":"a\\u009b"}\n', stderr: '' });
});

test('no lines are nothing', () => {
  const written = captured();

  say([]);

  expect(written.stderr).toBe('');
});

test.each([
  ['say', say],
  ['print', print],
] as const)('%s lets nothing steer the terminal or begin a line', (_name, write) => {
  const written = captured();

  write(['a\u001b[2J\nA run would publish this.', 'b\u202e']);

  expect(written.stdout + written.stderr).toBe('a<U+001B>[2J<U+000A>A run would publish this.\nb<U+202E>\n');
});

test('our own colours are put around what was said', () => {
  vi.stubEnv('FORCE_COLOR', '1');
  vi.stubEnv('NO_COLOR', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  const written = captured();

  say('a\u001b[0mb', 'red');

  expect(written.stderr).toBe('\u001b[31ma<U+001B>[0mb\u001b[39m\n');
});

test('no colour is used where NO_COLOR is set', () => {
  vi.stubEnv('NO_COLOR', '1');
  vi.stubEnv('FORCE_COLOR', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  const written = captured();

  say('failed', 'red');

  expect(written.stderr).toBe('failed\n');
});
