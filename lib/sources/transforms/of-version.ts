/** What says of a version how it is read. */
type Transformed =
  | { readonly transforms: readonly string[] }
  /** As plans of releases before 027 have it stored. */
  | { readonly encoding: 'identity' | 'gzip' };

/** The names of what is done to the bytes of a version, in their order. */
export function transformsOf(version: Transformed): readonly string[] {
  if ('transforms' in version) {
    return version.transforms;
  }
  return version.encoding === 'gzip' ? ['gzip'] : [];
}
