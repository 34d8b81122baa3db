/** What the compiled kernel offers; addresses are byte offsets in its memory. assembly/ says what each does. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  initialiseInput(inputBytes: number): void;
  setFile(
    delimiter: number,
    width: number,
    mayLackLast: boolean,
    headerByte: number,
    maxRecordBytes: number,
    keyColumn: number,
    ownerColumn: number,
  ): void;
  slotLimit(): number;
  addSlot(kind: number, column: number, isOptional: boolean): number;
  shownLimit(): number;
  showRows(): void;
  showColumn(column: number, isOptional: boolean): number;
  showReference(reference: number): void;
  referenceLimit(): number;
  readTexts(keys: boolean, owners: boolean): void;
  setHashBits(bits: number): void;
  addReference(column: number, isList: boolean, areTexts: boolean, isOptional: boolean): void;
  placeColumn(column: number, position: number): void;
  placeReference(reference: number, position: number): void;
  setScale(column: number, scale: number): void;
  setNullTexts(column: number, nullTexts: number, isNumberNull: boolean): void;
  setReferenceNulls(reference: number, nullTexts: number, isNumberNull: boolean): void;
  withholdNulls(position: number, nullTexts: number): number;
  placeWithheld(column: number, position: number): void;
  initialise(): void;
  find(hashBits: number): void;
  want(column: number, id: bigint): void;
  rowLimit(): number;
  listedLimit(): number;
  ownerNumbers(): number;
  columnValues(column: number): number;
  columnNulls(column: number): number;
  idFirsts(reference: number): number;
  idNumbers(reference: number): number;
  numberedIds(reference: number): number;
  input(): number;
  beginChunk(): void;
  scan(from: number, to: number): number;
  asksForUtf8(): number;
  setUtf8(isUtf8: boolean): void;
  linesTaken(): number;
  keepRefused(ofAKind: number, bytes: number): void;
  refusedCount(): number;
  refusedKinds(): number;
  refusedKindCount(): number;
  keptLines(): number;
  keptLineCount(): number;
  keptBytes(): number;
  addEventId(id: bigint): number;
  hashOfText(from: number, length: number): bigint;
  recordOf(owner: number): number;
  addValue(record: number, slot: number, value: bigint): void;
  endEvent(record: number): void;
  addReferenced(reference: number, id: bigint): void;
  addReferencedText(reference: number, from: number, length: number): void;
  suspect(id: bigint): void;
  idBits(): number;
  idBitsCovered(): number;
  firstIdWord(): number;
  wideIds(): number;
  wideIdCount(): number;
  clearWideIds(): void;
  ownerCount(): number;
  ownerIds(): number;
  ownerTexts(): number;
  numberOfOwner(id: bigint): number;
  numberOfTextOwner(from: number, length: number): number;
  ownerRecords(): number;
  referencedCount(reference: number): number;
  referencedIds(reference: number): number;
  referencedCounts(reference: number): number;
  referencedTexts(reference: number): number;
  numberOfReferenced(reference: number, id: bigint): number;
  numberOfReferencedText(reference: number, from: number, length: number): number;
  findReferencedText(reference: number, from: number, length: number): number;
  inAscendingOrder(ids: number, count: number): number;
  gather(
    records: number,
    recordBytes: number,
    order: number,
    count: number,
    into: number,
    apart: number,
  ): number;
  reserve(bytes: number): number;
  haveIdBitsInCommon(bits: number, firstWord: number, words: number): number;
  absorbIds(bits: number, firstWord: number, words: number): number;
  absorbOwners(ids: number, records: number, count: number): void;
  absorbTextOwners(bytes: number, ends: number, records: number, count: number): void;
  absorbReferenced(reference: number, ids: number, counts: number, count: number): void;
  absorbReferencedTexts(reference: number, bytes: number, ends: number, counts: number, count: number): void;
}

/** What the kernel calls. */
interface KernelImports {
  readonly host: { readonly rowsAdded: RowsAdded };
}

/** Told of rows [from, to) of a window that were added, while their columns are where the exports say; only of a kernel that shows them. */
export type RowsAdded = (from: number, to: number) => void;

// Node's types leave it to those of the DOM, which this project does without.
declare const WebAssembly: {
  readonly Instance: new (module: object, imports: KernelImports) => { readonly exports: object };
};

/** A compiled kernel: threads can share one, and what V8 makes of it while it runs. */
export type KernelModule = object;

/** A kernel with a memory of its own. */
export function instantiate(module: KernelModule, rowsAdded: RowsAdded = () => undefined): KernelExports {
  return new WebAssembly.Instance(module, { host: { rowsAdded } }).exports as KernelExports;
}
