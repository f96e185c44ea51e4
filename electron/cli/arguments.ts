import { readFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import type { Case } from '../../shared/contract/cases.ts';
import type { Output } from '../../shared/contract/commands.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { Exhibit } from '../../shared/contract/evidence.ts';
import type { Request } from '../../shared/contract/requests.ts';
import type { CaseId } from '../../shared/contract/values.ts';
import { caseLabel, requestLabel } from '../../shared/domain/labels.ts';
import type { CommandCore, VaultOptions } from './host.ts';

export const CASE = ['--case <id>', 'the case: its id, or C-0001'] as const;
export interface CaseOptions extends VaultOptions {
  case: string;
}

/** The case that a person named by its id or as C-0001. @throws Fault `not-found` naming the cases there are */
export async function findCase(client: CommandCore, reference: string): Promise<Case> {
  const cases = await client.ask('case.list', {});
  const wanted = reference.toLowerCase();
  const found = cases.find(({ id, number }) => id === wanted || caseLabel(number).toLowerCase() === wanted);
  if (found) return found;
  const known = cases
    .map(({ number }) => number)
    .sort((a, b) => a - b)
    .map(caseLabel);
  const shown = known.length > 10 ? `${known.slice(0, 10).join(', ')} …` : known.join(', ');
  throw new Fault(
    'not-found',
    `There is no case "${reference}" in this vault. ${known.length ? `It has ${shown}.` : 'It has none yet.'}`,
  );
}

/** The exhibits named by their ids or as E-0001, in the order given. @throws Fault `not-found` naming the first unknown one */
export async function findExhibits(client: CommandCore, from: Case, references: string[]): Promise<Exhibit[]> {
  const exhibits = await client.ask('evidence.list', { caseId: from.id });
  return references.map((reference) => {
    const wanted = reference.toLowerCase();
    const found = exhibits.find(({ id, label }) => id === wanted || label.toLowerCase() === wanted);
    if (!found) throw new Fault('not-found', `There is no exhibit "${reference}" in ${caseLabel(from.number)}.`);
    return found;
  });
}

/** The request of a case that a person named by its id, as R-1 or as 1. @throws Fault `not-found` */
export async function findRequest(client: CommandCore, caseId: CaseId, reference: string): Promise<Request> {
  const found = (await client.ask('request.list', { caseId })).find(
    ({ id, number }) =>
      id === reference || requestLabel(number).toLowerCase() === reference.toLowerCase() || `${number}` === reference,
  );
  if (!found) throw new Fault('not-found', `The case has no request ${reference}.`);
  return found;
}

/** @throws Fault `bad-request` where it cannot be read */
export async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault('bad-request', `${path} cannot be read (${error.code ?? 'unknown'}).`);
  });
}

/** @throws Fault `bad-request` for a time without its offset */
export function instantOf(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text))
    throw new Fault('bad-request', `"${text}" is no time with its offset. Write it as 2026-05-08T17:00:00-07:00.`);
  return new Date(at).toISOString();
}

/** An option that is given once for each of several values, for commander. */
export const again = (value: string, before: string[]): string[] => [...before, value];

/** A parser for a whole number within bounds, for commander. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`);
    return value;
  };

/** The asset that a key or a symbol names; the only one of a case needs no name. @throws Fault `not-found`, `bad-request` for several */
export function assetNamed(
  assets: Output<'transfer.assets'>,
  name: string | undefined,
): Output<'transfer.assets'>[number] {
  if (assets.length === 0)
    throw new Fault(
      'not-found',
      'No dataset of the case is mapped to transfers yet: run "transfers" on one first (transfers --help).',
    );
  const wanted = name?.toLowerCase();
  const [asset, more] = assets.filter(
    ({ key, symbol }) => wanted === undefined || key.toLowerCase() === wanted || symbol.toLowerCase() === wanted,
  );
  if (!asset || more)
    throw new Fault(
      asset ? 'bad-request' : 'not-found',
      `${asset ? 'Several assets fit' : 'No asset fits'}: name one with --asset. There are: ${assets.map(({ key }) => key).join('; ')}.`,
    );
  return asset;
}
