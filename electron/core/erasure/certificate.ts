import { join } from 'node:path';
import { Certificate, type Destruction } from '../../../shared/contract/retention.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { BackupPlan } from '../../../shared/contract/vault.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { actionWords } from '../../../shared/domain/custody-actions.ts';
import { entriesUpTo } from '../custody/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import type { LetterBlock } from '../reports/model.ts';

type Copy = Destruction['copies'][number];

/** Acts by which something of a case left the vault as a file or by hand. */
const LEFT = /\.(export|exportSql|print|deliver|notebook)$/;

/** Backups on this computer, and what left the case, as the log tells it: none of them is reached by a destruction. */
export function copiesOf(
  db: ReadDb,
  { folder, backups: made }: Pick<BackupPlan, 'folder' | 'backups'>,
  caseId: CaseId,
): Copy[] {
  const backups = made.map(
    ({ name, madeAt }): Copy => ({ at: madeAt, what: 'Backup of the vault', where: join(folder, name), sha256: '' }),
  );
  const left: Copy[] = [];
  for (const { at, action, subject, detail } of entriesUpTo(db, caseId, Number.MAX_SAFE_INTEGER))
    if (LEFT.test(action) || action === 'bundle.import') {
      const text = (key: string): string => (typeof detail[key] === 'string' ? (detail[key] as string) : '');
      left.push({
        at,
        what: actionWords(action),
        where: [text('recipient') || recipients(detail['to']), /^[A-Z]-\d+$/.test(subject) ? subject : '']
          .filter(Boolean)
          .join(', '),
        sha256: text('sha256') || text('manifestSha256') || text('pdfSha256'),
      });
    }
  return [...backups, ...left];
}

const recipients = (to: unknown): string => (Array.isArray(to) ? to.join(', ') : typeof to === 'string' ? to : '');

/** Re-encrypting wrote pages as they were, before it said that it writes them anew. */
const SELECT = sql`
  SELECT certificate, seq, hash,
    (SELECT min(later.at) FROM custody AS later LEFT JOIN custody_details USING (seq) WHERE later.seq > custody.seq
      AND (later.action = 'vault.writeAnew' OR later.action = 'vault.rekey' AND detail ->> 'writtenAnew')) AS writtenAnew
  FROM destructions JOIN custody ON custody.case_id = destructions.case_id
  WHERE action = 'retention.destroy'`;
type Row = Pick<Certificate, 'seq' | 'hash' | 'writtenAnew'> & { readonly certificate: string };
const toCertificate = ({ certificate, ...facts }: Row): Certificate =>
  Certificate.parse({ ...JSON.parse(certificate), ...facts });

/** In the order of the log. */
export const certificates = (db: ReadDb | WriteDb): Certificate[] =>
  db.all<Row>(sql`${SELECT} ORDER BY seq`).map(toCertificate);

/** @throws Fault `not-found` */
export const certificateOf = (db: ReadDb | WriteDb, caseId: CaseId): Certificate =>
  toCertificate(
    db.one<Row>(sql`${SELECT} AND destructions.case_id = ${caseId}`, 'No case of that id was destroyed in this vault.'),
  );

/** As it is printed. */
export function certificateBlocks(of: Certificate): LetterBlock[] {
  const kept = of.exhibits.filter(({ kept: elsewhere }) => elsewhere !== '');
  return [
    {
      kind: 'text',
      text: [
        `${of.label}, opened on ${of.openedAt.slice(0, 10)}, was destroyed on ${of.at} (UTC) by ${of.by}.`,
        `Reason: ${of.reason}`,
        of.until === null
          ? 'No retention date was set for it.'
          : `It was to be kept until ${of.until}, by: ${of.basis}`,
        'No legal hold stood on it. The name is the one given when the vault was opened.',
      ].join('\n'),
    },
    { kind: 'heading', text: 'Exhibits whose bytes were erased' },
    ...(of.exhibits.length === 0
      ? [{ kind: 'text' as const, text: 'The case held no exhibit.' }]
      : [
          {
            kind: 'table' as const,
            columns: ['Exhibit', 'SHA-256', 'Bytes', 'Acquired (UTC)'],
            widths: [0, 270, 60, 90],
            right: [2],
            rows: of.exhibits.map((each) => [
              each.label,
              each.sha256,
              String(each.bytes),
              each.acquiredAt.slice(0, 16).replace('T', ' '),
            ]),
          },
        ]),
    ...(kept.length === 0
      ? []
      : [
          {
            kind: 'text' as const,
            text: `The same bytes stay as exhibits of other cases: ${kept.map(({ label, kept: other }) => `${label} in ${other}`).join(', ')}.`,
          },
        ]),
    { kind: 'heading', text: 'Records that were erased' },
    {
      kind: 'table',
      columns: ['Table of the store', 'Rows'],
      widths: [0, 80],
      right: [1],
      rows: of.erased.map(({ table, rows }) => [table.replaceAll('_', ' '), String(rows)]),
    },
    { kind: 'heading', text: 'What stays' },
    {
      kind: 'text',
      text: `The number ${of.label}, this certificate, and ${counted(of.entries, 'custody entry', 'custody entries')} without their words: who did what kind of act when, and the digests, by which the chain still walks. The destruction is custody entry ${of.seq} with hash ${of.hash}.`,
    },
    { kind: 'heading', text: 'Copies that were not reached' },
    {
      kind: 'text',
      text:
        of.copies.length === 0
          ? 'This vault knows of no backup, bundle, print or export of the case.'
          : 'This vault knows of these. Whoever holds them has to destroy them; the program cannot.',
    },
    ...(of.copies.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: ['Copy', 'When (UTC)', 'To or at', 'SHA-256'],
            widths: [120, 90, 0, 130],
            rows: of.copies.map((each) => [
              each.what,
              each.at.slice(0, 16).replace('T', ' '),
              each.where || 'not recorded',
              each.sha256 || 'none',
            ]),
          },
        ]),
    {
      kind: 'note',
      text: `${ofSpace(of)} The store is encrypted; what a file system or a disk keeps of earlier blocks of it can only be read with the key of the vault. Files that were saved outside of the program are not known to it beyond the list above, nor are copies made of the vault folder by other programs.`,
    },
  ];
}

const ofSpace = ({ writtenAnew }: Certificate): string =>
  writtenAnew === null
    ? 'What the case took in the store was overwritten or given back. Earlier copies of single rows can remain in the free part of pages that are in use, inside of the encrypted store, until it is written anew; that has not been done since.'
    : `What the case took in the store was overwritten or given back, and the whole store was written anew at ${writtenAnew} (UTC) from what is left.`;
