import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import { entryFile } from '../host/entries.ts';

/** The page that checks a bundle in a browser, as it was built from `renderer/verifier`. @throws Fault `internal` */
export function verifierPage(): Buffer {
  try {
    return readFileSync(join(dirname(entryFile('main')), '..', 'verifier', 'verify.html'));
  } catch {
    throw new Fault('internal', 'The page that goes into every bundle is missing from this program. Build it again.');
  }
}
