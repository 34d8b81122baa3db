import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes files of so many users and experiments into a folder, of which `bad` experiments name no user, and `timeless` further ones have no run time. */
export function writeFiles(
  directory: string,
  {
    users,
    experiments,
    bad = 0,
    timeless = 0,
  }: {
    readonly users: number;
    readonly experiments: number;
    readonly bad?: number;
    readonly timeless?: number;
  },
): void {
  mkdirSync(directory, { recursive: true });
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const file = (name: string, header: string, rows: readonly string[]) =>
    writeFileSync(join(directory, `${name}.csv`), `${header}\n${rows.join('\n')}\n`);
  file(
    'users',
    'user_id,name,email,signup_date',
    numbers(users).map((id) => `${id},User ${id},user${id}@example.com,2023-0${1 + (id % 9)}-1${id % 10}`),
  );
  file('user_experiments', 'experiment_id,user_id,experiment_compound_ids,experiment_run_time', [
    ...numbers(experiments).map(
      (id) => `${id},${id <= bad ? '=oops' : 1 + ((id * 7) % users)},1;2,${1 + (id % 50)}`,
    ),
    ...numbers(timeless).map((id) => `${experiments + id},1,1;2,soon`),
  ]);
  file('compounds', 'compound_id,compound_name,compound_structure', ['1,A,C', '2,B,CC']);
}
