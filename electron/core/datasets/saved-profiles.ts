import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { KNOWN_EXPORTS } from '../../../shared/domain/known-exports.ts';
import type { Profile, ReadingRule } from '../../../shared/domain/profiles.ts';
import type { Reading } from '../../../shared/domain/readings.ts';
import type { WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { datasetById, listProfiles } from './reads.ts';
import { deleteProfile, putProfile } from './store.ts';

/** Every profile that an import is held against: those of this vault before those that the program knows. */
export const profilesOf = (db: ReadDb | WriteDb): Profile[] => [
  ...listProfiles(db).map(({ profile }) => profile),
  ...KNOWN_EXPORTS,
];

export function saveProfile(
  { db, at, session, record }: WriteContext,
  { datasetId, name, notes }: Parsed<'profile.save'>,
) {
  const { exhibitLabel, columns, caseId } = datasetById(db, datasetId);
  if (KNOWN_EXPORTS.some((known) => known.name.toLowerCase() === name.toLowerCase()))
    throw new Fault('conflict', `The program knows an export called "${name}" itself. Choose another name.`);
  const named = columns.filter(({ header }) => header.trim() !== '');
  if (named.length === 0)
    throw new Fault('unsupported', 'The table has no header, so nothing tells the next file of its shape.');
  const profile: Profile = {
    name,
    key: [...new Set(named.map(({ header }) => literal(header)))],
    columns: named.map(({ header, reading }) => ({
      header: literal(header),
      rule: reading ? ruleOf(reading.reading) : {},
    })),
    notes,
    caps: [],
  };
  putProfile(db, profile, at, session.investigator);
  record({ caseId, action: 'profile.save', subject: exhibitLabel, detail: { name, columns: named.length } });
  return { profile, saved: { at, by: session.investigator } };
}

/** A header that holds a star stands for itself alone: its star is matched as any other text would be. */
const literal = (header: string): string => header.trim().slice(0, 200);

function ruleOf(reading: Reading): ReadingRule {
  switch (reading.kind) {
    case 'text':
      // A question that nobody answered is asked again.
      return reading.why === 'asked' || reading.why === 'empty' ? {} : { kind: 'text' };
    case 'date':
      return { kind: 'date', order: reading.order };
    case 'time':
      return {
        kind: 'time',
        order: reading.order,
        ...(reading.zone === 'none' || reading.zone === 'text' ? {} : { zone: reading.zone }),
      };
    case 'epoch':
      return { kind: 'epoch', unit: reading.unit };
    case 'integer':
    case 'decimal':
    case 'real':
      return { kind: reading.kind, point: reading.form.point };
    default:
      return { kind: reading.kind };
  }
}

export function removeProfile({ db, record }: WriteContext, { name }: Parsed<'profile.remove'>): null {
  deleteProfile(db, name);
  record({ caseId: null, action: 'profile.remove', subject: 'profile', detail: { name } });
  return null;
}
