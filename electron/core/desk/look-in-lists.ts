import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { ListHit } from '../../../shared/contract/desk.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { walletForm } from '../../../shared/domain/entity-forms.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { identifierKey } from '../../../shared/domain/screening/score.ts';
import { readLabelList } from '../../../shared/domain/tracing/label-lists.ts';
import { allCases, caseNumber, requireCase } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf, readContent } from '../evidence/reads.ts';
import { valuesIn } from '../requests/reads.ts';
import { readLists, textOf, valueFinder } from '../screening/reads.ts';
import { readOfacXml } from '../traces/reads.ts';
import { type KnownList, listsOfCase } from './known-lists.ts';

type Looked = Output<'desk.lookInLists'>;
type Found = Omit<ListHit, 'list'> & { readonly key: string };
interface Answer {
  readonly head: Pick<Looked['lists'][number], 'format' | 'listDate' | 'entries' | 'left'>;
  readonly found: readonly Found[];
}
/** The values of a text, by the key of each; `host` is what an address of mail or of the web lies on. */
interface Asked {
  readonly key: string;
  readonly label: string;
  readonly host: string;
}

const MOST_BYTES = 256 << 20;
const MOST_HITS = 50; // of one value
const SAYS = 300;

export async function lookInLists(context: JobContext, { caseId, text }: Parsed<'desk.lookInLists'>): Promise<Looked> {
  const { db } = context;
  if (caseId !== null) requireCase(db, caseId);
  const started = performance.now();
  const { values, left } = valuesIn(text);
  const asked = [...values].map(([key, { type, label }]): Asked => ({ key, label, host: hostOf(type, label) }));
  context.label('Finding the lists of the vault');
  const known: KnownList[] = [];
  const unread: Looked['unread'] = [];
  const seen = new Set<string>();
  for (const each of allCases(db)) {
    known.push(...listsOfCase(db, each, seen, (exhibits, why) => unread.push({ exhibits, why })));
    await context.breathe();
  }
  const lists: Looked['lists'] = [];
  const hits = new Map<string, ListHit[]>();
  for (const [at, list] of known.entries()) {
    context.label(`Reading ${list.label}`);
    context.progress(at, known.length, 'steps');
    await context.breathe();
    try {
      for (const { head, found } of list.readAs === 'labels' ? inLabels(db, list, asked) : inNames(db, list, asked)) {
        const first = list.exhibits[0];
        if (!first) continue;
        lists.push({ ...head, exhibits: list.label, name: first.title, importedAt: first.acquiredAt });
        for (const { key, ...hit } of found)
          hits.set(key, [...(hits.get(key) ?? []), { ...hit, list: lists.length - 1 }]);
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      unread.push({ exhibits: list.label, why: error.message });
    }
  }
  const count = [...hits.values()].reduce((sum, { length }) => sum + length, 0);
  context.write(({ record }) =>
    record({
      caseId,
      action: 'desk.lookInLists',
      subject: caseId === null ? 'text of a request' : caseLabel(caseNumber(db, caseId)),
      detail: {
        values: [...values.values()].map(({ type, label }) => `${type} ${label}`),
        ...{ lists: lists.length, unread: unread.length, hits: count },
      },
    }),
  );
  return {
    ...{ lists, left, unread },
    values: [...values].map(([key, { type, label }]) => {
      const of = hits.get(key) ?? [];
      return { type, label, hits: of.slice(0, MOST_HITS), more: Math.max(0, of.length - MOST_HITS) };
    }),
    milliseconds: performance.now() - started,
  };
}

function hostOf(type: string, label: string): string {
  if (type === 'email') return label.slice(label.lastIndexOf('@') + 1).toLowerCase();
  return type === 'url' && URL.canParse(label) ? new URL(label).hostname : '';
}

/** @throws Fault `too-large` */
function bytesOf(db: ReadDb, { id, label }: KnownList['exhibits'][number]): Uint8Array {
  const content = contentOf(db, id);
  if (content.bytes > MOST_BYTES)
    throw new Fault('too-large', `${label} has more than 256 MiB; no list that is known has.`);
  return readContent(db, content.id, 0, content.bytes);
}

function inNames(db: ReadDb, { exhibits }: KnownList, asked: readonly Asked[]): Answer[] {
  const files = exhibits.map((each) => ({ name: each.label, bytes: bytesOf(db, each) }));
  const byKey = Map.groupBy(
    asked.flatMap(({ key, label, host }) => [
      { key, value: identifierKey(label), by: '' },
      ...(host === '' ? [] : [{ key, value: identifierKey(host), by: host }]),
    ]),
    ({ value }) => value,
  );
  return readLists(files).map(({ list: { format, listDate, entries, values, left } }) => {
    const found = entries.flatMap(({ id, names, identifiers, programmes }): Found[] => {
      // A list of one's own may have its values where others have names.
      const own = new Set([...identifiers, ...names.map(({ text }) => text)].map(identifierKey));
      const says = [names[0]?.text ?? '', ...programmes].filter((each) => each !== '').join(', ');
      return [...own].flatMap((value) =>
        (byKey.get(value) ?? []).map(({ key, by }) => hit({ key, kind: 'listed', entry: id, says, date: '', by })),
      );
    });
    const find = values && valueFinder(values);
    const common = find
      ? asked.flatMap(({ key, label }): Found[] => {
          const value = find(label);
          return value === null ? [] : [hit({ key, kind: 'common', entry: value, says: '', date: '', by: '' })];
        })
      : [];
    const compared = entries.length + (values?.values.length ?? 0);
    return { head: { format, listDate, entries: compared, left: left.length }, found: [...found, ...common] };
  });
}

/** @throws Fault `unsupported` for what is no list of labels */
function inLabels(db: ReadDb, { exhibits }: KnownList, asked: readonly Asked[]): Answer[] {
  const byAddress = new Map(asked.map(({ key, label }) => [walletForm(label), key]));
  return exhibits.map((exhibit) => {
    const text = textOf(bytesOf(db, exhibit));
    const list = readOfacXml(text) ?? readLabelList(text, exhibit.originalName);
    if (!list) throw new Fault('unsupported', `${exhibit.label} is no list of labels that is known by its shape.`);
    const found = list.labels.flatMap(({ address, text: words, kind, chain, source, date }): Found[] => {
      const key = byAddress.get(address);
      const says = [words, kind === 'other' ? '' : kind, chain, source].filter((each) => each !== '').join(', ');
      return key === undefined ? [] : [hit({ key, kind: 'label', entry: address, says, date, by: '' })];
    });
    const { format, labels, left } = list;
    return { head: { format, listDate: '', entries: labels.length, left: left.length }, found };
  });
}

const hit = (found: Found): Found => ({ ...found, says: found.says.slice(0, SAYS) });
