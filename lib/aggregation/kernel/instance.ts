import { wasm } from './wasm.ts';

/** What the compiled kernel offers; addresses are byte offsets in its memory. assembly/ says what each does. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  setFile(
    delimiter: number,
    width: number,
    maxRecordBytes: number,
    experimentColumn: number,
    userColumn: number,
    listColumn: number,
  ): void;
  addSlot(column: number, kind: number): void;
  initialise(inputBytes: number): void;
  initialiseInput(inputBytes: number): void;
  countLineEnds(from: number, to: number): number;
  input(): number;
  beginChunk(): void;
  scan(from: number, to: number): number;
  linesTaken(): number;
  refusals(): number;
  refusalCount(): number;
  addExperimentId(id: bigint): number;
  beginExperiment(userId: bigint): number;
  addValue(record: number, slot: number, value: bigint): void;
  endExperiment(record: number): void;
  addCompound(id: bigint): void;
  suspect(id: bigint): void;
  idBits(): number;
  idBitsCovered(): number;
  firstIdWord(): number;
  wideIds(): number;
  wideIdCount(): number;
  clearWideIds(): void;
  userCount(): number;
  userIds(): number;
  numberOfUser(id: bigint): number;
  userRecords(): number;
  compoundCount(): number;
  compoundIds(): number;
  compoundMentions(): number;
  reserve(bytes: number): number;
  absorbIds(bits: number, firstWord: number, words: number): number;
  absorbUsers(ids: number, records: number, count: number): void;
  absorbCompounds(ids: number, mentions: number, count: number): void;
}

// Node's types leave it to those of the DOM, which this project does without.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

/** A compiled kernel: threads can share one, and what V8 makes of it while it runs. */
export type KernelModule = object;

let compiled: KernelModule | undefined;

/** The compiled kernel of this process: it takes a few milliseconds, at the first call. */
export function kernelModule(): KernelModule {
  compiled ??= compileKernel(wasm);
  return compiled;
}

/** Compiles WebAssembly in base64: the tests have a kernel without vectors. */
export function compileKernel(code: string): KernelModule {
  return new WebAssembly.Module(Buffer.from(code, 'base64'));
}

/** A kernel with a memory of its own. */
export function instantiate(module: KernelModule = kernelModule()): KernelExports {
  return new WebAssembly.Instance(module).exports as KernelExports;
}
