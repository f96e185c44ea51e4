import { dirname, extname, join, resolve } from 'node:path';
import { basename } from 'node:path/posix';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { Edition } from '../../../shared/contract/report-setup.ts';
import type { CaseId, FindingId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { leftOutWords } from '../../../shared/domain/left-out.ts';
import { draftWords, openIn } from '../../../shared/domain/report-points.ts';
import { saveTo } from '../../core/host/save.ts';
import type { CommandCore, Host, HostedCore, VaultOptions } from '../host.ts';
import { printable } from '../output.ts';

export interface DeliveryOptions extends VaultOptions {
  out: string;
  edition: Edition;
  recipient?: string;
  mark: boolean;
  companions: boolean;
  docx: boolean;
  markdown: boolean;
  summary: boolean;
  finding?: string;
  eachFinding: boolean;
  copy: string[];
}
type Copies = Parsed<'report.deliver'>['copies'];
interface Locks {
  readonly password?: string | undefined;
  readonly ownerPassword?: string | undefined;
}

/** Whether more is asked for than one PDF. */
export const isDelivery = (options: DeliveryOptions): boolean =>
  partsOf(options).length > 0 || options.finding !== undefined || options.eachFinding || options.copy.length > 0;

const partsOf = (options: DeliveryOptions) =>
  (['companions', 'docx', 'markdown', 'summary'] as const).filter((part) => options[part]);

/** Several copies go into a zip archive with a folder each; one is laid beside the PDF. */
export async function deliver(
  host: Host,
  core: HostedCore,
  caseId: CaseId,
  options: DeliveryOptions,
  locks: Locks,
): Promise<number> {
  const copies = await copiesOf(core.client, caseId, options);
  const several = copies.length > 1;
  const path = resolve(host.cwd, options.out);
  if (several && extname(path) !== '.zip')
    throw new Fault(
      'bad-request',
      `${counted(copies.length, 'copy', 'copies')} go into a zip archive: name it with --out FILE.zip.`,
    );
  const stem = basename(path.replaceAll('\\', '/')).replace(/\.pdf$/i, '');
  const delivered = await core.run('report.deliver', {
    ...{ caseId, copies, parts: partsOf(options), marked: options.mark, ...locks },
    ...(locks.ownerPassword !== undefined && { permissions: { print: true, copy: false } }),
    ...(!several && { stem }),
  });
  const written: string[] = [];
  if (several) {
    await saveTo(path, (await core.client.collect(delivered.ticket)).bytes);
    written.push(path);
  } else
    for (const { name, ticket } of delivered.copies.flatMap(({ files }) => files)) {
      const to = join(dirname(path), name);
      await saveTo(to, (await core.client.collect(ticket)).bytes);
      written.push(to);
    }
  if (options.json) {
    const told = delivered.copies.map(({ files, ...copy }) => ({
      ...copy,
      files: files.map(({ ticket: _, ...file }) => file),
    }));
    await host.out.json({
      written,
      custodyHead: delivered.custodyHead,
      fingerprint: delivered.fingerprint,
      copies: told,
    });
  } else
    for (const { edition, finding, recipient, copyNumber, pages, files } of delivered.copies) {
      const whose = [edition, finding ?? '', copyNumber === null ? '' : `copy ${copyNumber}`, recipient].filter(
        (each) => each !== '',
      );
      await host.out.line(printable(`${whose.join(', ')}: ${counted(pages, 'page')}`));
      for (const { name, bytes, sha256 } of files)
        await host.out.line(printable(`  ${name}  ${bytes} bytes  ${sha256}`));
    }
  for (const { leftOut, points, warnings, edition } of delivered.copies) {
    for (const group of leftOut) host.out.note(`${edition}: not shown: ${leftOutWords(group)}`);
    const open = openIn(points);
    if (open > 0) host.out.note(`${edition}: ${draftWords(open)}`);
    for (const warning of warnings) host.out.note(`${edition}: warning: ${printable(warning)}`);
  }
  host.out.note(`signed by ${delivered.fingerprint}`);
  return 0;
}

/** The copies that were asked for: "legal:Counsel", each finding by itself, or the one of the options. */
async function copiesOf(client: CommandCore, caseId: CaseId, options: DeliveryOptions): Promise<Copies> {
  const listed = options.copy.map((text): Copies[number] => {
    const [edition = '', ...recipient] = text.split(':');
    const known = Edition.safeParse(edition.trim());
    if (!known.success)
      throw new Fault(
        'bad-request',
        `--copy ${text}: name an edition (${Edition.options.join(', ')}), then ":" and the recipient.`,
      );
    const name = recipient.join(':').trim();
    return { edition: known.data, ...(name !== '' && { recipient: name }) };
  });
  const one = { edition: options.edition, ...(options.recipient !== undefined && { recipient: options.recipient }) };
  const bases = listed.length > 0 ? listed : [one];
  if (options.finding === undefined && !options.eachFinding) return bases;
  const findings = await client.ask('finding.list', { caseId });
  const wanted: FindingId[] = findings
    .filter(
      ({ id, number }) =>
        options.eachFinding ||
        id === options.finding ||
        findingLabel(number).toLowerCase() === options.finding?.toLowerCase(),
    )
    .map(({ id }) => id);
  if (wanted.length === 0)
    throw new Fault(
      'not-found',
      findings.length === 0
        ? 'The case states no finding.'
        : `There is no finding "${options.finding}". The case has ${findings.map(({ number }) => findingLabel(number)).join(', ')}.`,
    );
  return bases.flatMap((base) => wanted.map((findingId) => ({ ...base, findingId })));
}
