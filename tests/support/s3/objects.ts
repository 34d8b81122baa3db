import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An object as it is stored. */
export interface StoredObject {
  readonly body: Buffer;
  readonly etag: string;
  readonly modifiedAt: Date;
  readonly headers: Readonly<Record<string, string>>;
}

/** The buckets of a server, in memory. */
export class Objects {
  readonly buckets = new Map<string, Map<string, StoredObject>>();

  /** Stores an object; its bucket is made if need be. */
  put(
    bucket: string,
    key: string,
    content: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): void {
    const body = Buffer.from(content);
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const objects = this.buckets.get(bucket) ?? new Map<string, StoredObject>();
    this.buckets.set(bucket, objects.set(key, { body, etag, modifiedAt: new Date(), headers }));
  }

  /** Stores all files of a folder, and of those in it. */
  putFolder(bucket: string, prefix: string, folder: string): void {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) {
        const path = join(entry.parentPath, entry.name);
        this.put(bucket, join(prefix, path.slice(folder.length + 1)), readFileSync(path));
      }
    }
  }
}
