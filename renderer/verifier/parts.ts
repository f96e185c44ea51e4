/** One file of an opened bundle, by its name within it. */
export interface Part {
  readonly name: string;
  readonly blob: Blob;
}
/** What a person handed to the page. */
export interface Given {
  readonly parts: readonly Part[];
  /** Whether the parts come in the order in which they were packed: a folder has none. */
  readonly ordered: boolean;
  /** What is wrong with the container itself. */
  readonly problems: readonly string[];
}

export interface PlacedFile {
  /** Relative to what was picked, with "/". */
  readonly path: string;
  readonly file: Blob;
}

/** A folder, or one above it: the bundle is where its manifest lies. */
export function fromFolder(files: readonly PlacedFile[]): Given {
  const roots = files
    .filter(({ path }) => path === 'manifest.json' || path.endsWith('/manifest.json'))
    .map(({ path }) => path.slice(0, -'manifest.json'.length))
    .sort((a, b) => a.split('/').length - b.split('/').length);
  const root = roots[0] ?? commonFolder(files);
  const parts = files
    .filter(({ path }) => path.startsWith(root))
    .map(({ path, file }) => ({ name: path.slice(root.length), blob: file }));
  const rival = roots.find((other) => other !== root && !other.startsWith(root || '\0'));
  const problems = rival === undefined ? [] : [`The folder holds several bundles; only "${root}" was looked at.`];
  return { parts, ordered: false, problems };
}

function commonFolder(files: readonly PlacedFile[]): string {
  const first = files[0]?.path.split('/')[0];
  return first !== undefined && files.every(({ path }) => path.startsWith(`${first}/`)) ? `${first}/` : '';
}
