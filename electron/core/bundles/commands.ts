import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { Handlers } from '../context.ts';
import { renumberedIn } from '../evidence/renumbered.ts';
import { exportBundle } from './export.ts';
import { finish, importBundle } from './import.ts';
import type { Perform } from './merge/apply.ts';
import { compareBundle, mergeBundle } from './merge/merge.ts';
import { gatherParts, goingOf, redactionsLeft, sumOf } from './parts.ts';
import { listArrivals, listSigners, nameSigner, signerOf, withOwn } from './store.ts';

/** @param perform runs a write command within the transaction of another */
export const bundleHandlers = (perform: Perform): Handlers<'bundle'> => ({
  'bundle.preview': ({ db }, { caseId, exhibits: chosen }) => {
    const going = goingOf(db, caseId, chosen);
    const held = going.exhibits.filter(({ removedAt }) => removedAt === null);
    const counts = gatherParts(going).map((document) => document.counts);
    return {
      exhibits: held.length,
      bytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
      brought: going.brought.map(({ exhibit: { label, title }, because }) => ({ label, title, because })),
      findings: sumOf(counts, 'findings'),
      entities: sumOf(counts, 'entities'),
      links: sumOf(counts, 'links'),
      redactions: redactionsLeft(going),
    };
  },
  'bundle.export': exportBundle,
  'bundle.import': importBundle,
  'bundle.compare': compareBundle,
  'bundle.merge': (context, input) => mergeBundle(context, perform, input),
  'bundle.formerNumbers': ({ db }, { caseId }) =>
    renumberedIn(db, caseId).map(({ exhibitId, was, becomes }) => ({
      exhibitId,
      was: exhibitLabel(was),
      becomes: exhibitLabel(becomes),
    })),
  'bundle.unfinished': ({ db }, { caseId }) => {
    const arrivals = listArrivals(db, caseId);
    return { exhibits: arrivals.length, tables: arrivals.reduce((sum, { tables }) => sum + tables.length, 0) };
  },
  'bundle.finish': (context, { caseId }) => {
    context.label('Reading what a bundle brought');
    return finish(context, caseId);
  },
  'bundle.signers': ({ db }) => listSigners(db).map((signer) => withOwn(db, signer)),
  'bundle.nameSigner': ({ db, record }, { fingerprint, name }) => {
    nameSigner(db, fingerprint, name.trim());
    record({ caseId: null, action: 'bundle.nameSigner', subject: fingerprint, detail: { name: name.trim() } });
    return withOwn(db, signerOf(db, fingerprint));
  },
});
