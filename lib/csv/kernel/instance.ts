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
  addExperimentId(id: bigint): number;
  beginExperiment(userId: bigint): number;
  addValue(record: number, slot: number, value: bigint): void;
  endExperiment(record: number): void;
  addCompound(id: bigint): void;
  suspect(id: bigint): void;
  idBits(): number;
  idBitsCovered(): number;
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
}

// Node's types leave it to those of the DOM, which this project does without.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

const compiled = new Map<string, object>();

/**
 * A kernel with a memory of its own. Compiling takes a few milliseconds, at the first call of the process.
 *
 * @param code WebAssembly in base64: the tests have one without vectors
 */
export function instantiate(code: string = wasm): KernelExports {
  const module = compiled.get(code) ?? new WebAssembly.Module(Buffer.from(code, 'base64'));
  compiled.set(code, module);
  return new WebAssembly.Instance(module).exports as KernelExports;
}
