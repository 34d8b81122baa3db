import type { Case } from './cases/cases.ts';
import type { Report } from './report.ts';
import type { BenchStack } from './stack.ts';

/** How much is measured. */
export interface Size {
  /** Experiments. */
  readonly rows: number;
  readonly users: number;
  /** Of which the medians are told. */
  readonly rounds: number;
}

/** One call of `./run.sh bench data`: what it was asked for, and what it measures with. */
export interface Bench {
  /** Where generated files are, and stay. */
  readonly directory: string;
  readonly size: Size;
  /** Those of the experiments that are read. */
  readonly cases: readonly Case[];
  /** Beginnings of the names of contenders that are left out. */
  readonly without: readonly string[];
  /** Parts of the names of what is measured of a subject; none for all of it. */
  readonly only: readonly string[];
  /** A Python with DuckDB and Polars; undefined where there is none. */
  readonly python: () => string | undefined;
  /** The embedded stack, started at the first call, and ended with the bench. */
  readonly stack: () => Promise<BenchStack>;
}

/** What can be measured: each has an option of its own, but for reading. */
export interface Subject {
  /** What it is, as --help says it. */
  readonly about: string;
  /** Of how many users it is, when nobody says; the same number as of other subjects otherwise. */
  readonly users?: number;
  /** Measures it, and yields a report as soon as there is one. */
  readonly reports: (bench: Bench) => AsyncIterable<Report>;
}
