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

/** Of a bundle, or of a report that was delivered. */
const MANIFEST = /(?:^|\/)(?:[^/]*\.)?manifest\.json$/;

/** A folder, or one above it: the bundle is where its manifest lies. */
export function fromFolder(files: readonly PlacedFile[]): Given {
  const roots = files
    .filter(({ path }) => MANIFEST.test(path))
    .map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1))
    .sort((a, b) => a.split('/').length - b.split('/').length);
  const root = roots[0] ?? commonFolder(files);
  const parts = files
    .filter(({ path }) => path.startsWith(root))
    .map(({ path, file }) => ({ name: path.slice(root.length), blob: file }));
  const rival = roots.find((other) => other !== root && !other.startsWith(root || '\0'));
  const deliveries = parts.filter(({ name }) => /^[^/]*\.manifest\.json$/.test(name)).length;
  const problems =
    rival === undefined && deliveries < 2
      ? []
      : [
          deliveries > 1
            ? 'The folder holds several deliveries; only the first was looked at. Put each into a folder of its own.'
            : `The folder holds several bundles; only "${root}" was looked at.`,
        ];
  return { parts, ordered: false, problems };
}

function commonFolder(files: readonly PlacedFile[]): string {
  const first = files[0]?.path.split('/')[0];
  return first !== undefined && files.every(({ path }) => path.startsWith(`${first}/`)) ? `${first}/` : '';
}
