import { wasm } from './wasm.ts';

/** A number that the module has set. */
interface Global {
  readonly value: number;
}

/** What the module offers: addresses are byte offsets in its memory, places in the input are counted from its start. assembly/ says what each does. */
export interface LineExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly rowLimit: Global;
  readonly starts: Global;
  readonly notPlain: Global;
  readonly output: Global;
  initialise(inputBytes: number, columns: number): void;
  input(): number;
  setFile(delimiter: number, width: number, maxRecordBytes: number): void;
  placeColumn(column: number, position: number, takesDoubled: boolean): void;
  boundsOf(column: number): number;
  findRows(from: number, to: number): number;
  writePlain(column: number, from: number, to: number): number;
  writeTexts(column: number, from: number, to: number): number;
}

// Node's types leave it to those of the DOM, which this project does without.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

let compiled: object | undefined;

/** The module with a memory of its own; compiled at the first call of this process, which takes less than a millisecond. */
export function instantiate(): LineExports {
  compiled ??= new WebAssembly.Module(Buffer.from(wasm, 'base64'));
  return new WebAssembly.Instance(compiled).exports as LineExports;
}
