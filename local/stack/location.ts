import { resolve } from 'node:path';

/** Whether a location of files is no path: `s3://bucket/prefix`. */
export const isUri = (location: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(location);

/** A location of files, wherever it is used: a path from the root, a URI as it is. @param folder what a relative path is relative to */
export const absoluteLocation = (folder: string, location: string): string =>
  isUri(location) ? location : resolve(folder, location);
