import { createHash } from 'node:crypto';
import type { JobContext } from '../context.ts';
import { pictureReader } from '../ocr/reads.ts';
import type { Session } from '../vault/session.ts';
import { type Item, leaksIn, takenApart } from './leak-test.ts';
import type { ReportModel } from './model.ts';
import { picturesIn } from './pdf-pictures.ts';
import { textsUnder } from './region-texts.ts';
import type { Secrets } from './resolve/seek.ts';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What was read in pictures, by the hash of their bytes, until the vault is locked. */
const readings = new WeakMap<Session, Map<string, string>>();
function readingsOf(session: Session): Map<string, string> {
  const known = readings.get(session) ?? new Map<string, string>();
  readings.set(session, known);
  return known;
}

/** The pictures that the edition shows, by hash, with the number of the exhibit. */
function ownPictures({ exhibits, board, figures, brief }: ReportModel): Map<string, string> {
  const own = new Map<string, string>();
  const add = (bytes: Uint8Array | undefined, label: string) => bytes && own.set(hashOf(bytes), label);
  for (const each of [...(board ? [board] : []), ...figures.map((figure) => figure.board)])
    for (const { face } of each.things) if (face.kind === 'exhibit') add(face.picture?.bytes, face.label);
  for (const { record, picture } of exhibits) add(picture?.bytes, record.label);
  if (brief.figure) add(brief.figure.picture?.bytes, brief.figure.label);
  return own;
}

/**
 * Holds the pictures of a finished print against what its edition shows and redacts: each must be one that was resolved for it,
 * by its hash, none may be one of which a region is redacted, without that, and none may show a redacted text that Tesseract reads
 * in it. What it reads in a redacted region stands neither in this picture nor in another, nor in a text of the print. Each picture is read once, whatever prints it.
 * @param pdf unencrypted @param progress is told before each picture that has to be read
 * @param texts of the print, where it was taken apart before
 * @returns sentences that name page and exhibit, and never the secret; and how many pictures were searched for texts
 */
export async function leaksInPictures(
  { core, session, db, signal }: Pick<JobContext, 'core' | 'session' | 'db' | 'signal'>,
  pdf: Uint8Array,
  model: ReportModel,
  secrets: Secrets,
  progress: (done: number, total: number) => Promise<void>,
  texts: () => readonly Item[] = () => takenApart(pdf),
): Promise<{ readonly leaks: string[]; readonly searched: number }> {
  const own = ownPictures(model);
  const byHash = Map.groupBy(picturesIn(pdf), ({ bytes }) => hashOf(bytes));
  const known = readingsOf(session);
  const foreign = [...byHash].flatMap(([hash, [first]]) =>
    own.has(hash) ? [] : [`${first?.where ?? ''}: a picture that no exhibit of this edition has`],
  );
  const bare = [...byHash].flatMap(([hash, [first]]) =>
    (secrets.pictures ?? []).flatMap(({ sha256, label }) =>
      sha256 === hash ? [`${first?.where ?? ''}: a picture without its redacted region, ${label}`] : [],
    ),
  );
  const { values, patterns, covered = [] } = secrets;
  if (values.length + patterns.length + covered.length === 0) return { leaks: [...foreign, ...bare], searched: 0 };
  const unread = [...byHash].filter(([hash]) => own.has(hash) && !known.has(hash));
  const reader = pictureReader({ core, session });
  let under: Secrets['values'];
  try {
    for (const [at, [hash, [first]]] of unread.entries()) {
      await progress(at, unread.length);
      if (first) known.set(hash, await reader.read(first.bytes, signal));
    }
    under = await textsUnder({ core, session, db, signal }, covered, reader);
  } finally {
    reader.end();
  }
  const items = [...byHash].flatMap(([hash, copies]): Item[] => {
    const text = known.get(hash);
    return text === undefined ? [] : [{ where: `${copies[0]?.where ?? ''} of ${own.get(hash)}`, text }];
  });
  const told = under.length === 0 ? [] : texts();
  const again = leaksIn([...items, ...told], { values: under, patterns: [] }).map(
    (leak) => `${leak}, whose words stand there in full view`,
  );
  return { leaks: [...foreign, ...bare, ...leaksIn(items, secrets), ...again], searched: byHash.size };
}
