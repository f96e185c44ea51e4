import type { Handlers } from '../context.ts';
import { goingExhibits } from './chosen.ts';
import { exportBundle } from './export.ts';
import { finish } from './finish.ts';
import { importBundle } from './import.ts';
import { withOwn } from './signers.ts';
import { listArrivals, listSigners, nameSigner, signerOf } from './store.ts';
import { restingOn, workOf } from './work.ts';

export const bundleHandlers: Handlers<'bundle'> = {
  'bundle.preview': async (context, { caseId, exhibits: chosen }) => {
    const going = await goingExhibits(context, caseId, chosen);
    const held = going.filter(({ exhibit }) => exhibit.removedAt === null);
    const all = await workOf(context, caseId);
    const { boards, findings } = chosen ? restingOn(all, new Set(going.map(({ exhibit }) => exhibit.id))) : all;
    return {
      exhibits: held.length,
      bytes: held.reduce((sum, { exhibit }) => sum + exhibit.bytes, 0),
      brought: going.flatMap(({ exhibit: { label, title }, because }) => (because ? [{ label, title, because }] : [])),
      findings: findings.length,
      entities: boards.entities.length,
      links: boards.links.length,
    };
  },
  'bundle.export': exportBundle,
  'bundle.import': importBundle,
  'bundle.unfinished': ({ db }, { caseId }) => {
    const arrivals = listArrivals(db, caseId);
    return { exhibits: arrivals.length, tables: arrivals.filter(({ table }) => table !== null).length };
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
};
