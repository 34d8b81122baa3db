import { programCommand } from '../command-line/command.ts';

/** Each is a folder of bench/. Without a kind it is what the API costs. */
const KINDS = ['data', 'routes', 'airflow'];

export const bench = programCommand({
  name: 'bench',
  operands: '[KIND]',
  text: `benchmarks: ${KINDS.join(', ')}, or the API`,
  build: () => import('../../bench/build.ts'),
  program: (args) => {
    const [kind = '', ...rest] = args;
    return KINDS.includes(kind) ? [`bench/${kind}/run.ts`, ...rest] : ['bench/run.ts', ...args];
  },
});
