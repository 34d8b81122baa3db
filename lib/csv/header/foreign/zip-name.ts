/** Names in the first bytes of a ZIP archive, by which programs tell what they have put into it. */
const CONTENTS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/mimetypeapplication\/vnd\.oasis\.opendocument\.spreadsheet/, 'a LibreOffice spreadsheet (.ods)'],
  [/mimetypeapplication\/vnd\.oasis\./, 'a LibreOffice document'],
  [/xl\/|\[Content_Types\]\.xml|docProps\//, 'an Excel workbook (.xlsx) or another Office file'],
];

const LOOKED_AT_BYTES = 4096;

/** What a ZIP archive is, as far as the names of its first files tell. */
export function zipName(head: Buffer): string {
  const start = head.toString('latin1', 0, LOOKED_AT_BYTES);
  const [, name] = CONTENTS.find(([pattern]) => pattern.test(start)) ?? [];
  return name ?? 'a ZIP archive (as .xlsx files are)';
}
