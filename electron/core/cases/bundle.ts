import { z } from 'zod';
import { Case } from '../../../shared/contract/cases.ts';
import { commands } from '../../../shared/contract/commands.ts';
import { Title } from '../../../shared/contract/values.ts';
import { type BundlePart, CASE_SECTION, parsePart } from '../bundle-part.ts';
import { beginCase, changeCase } from './commands.ts';
import { factsOf } from './store.ts';

const { counts: _counts, boardId: _boardId, ...facts } = Case.shape;
export const BundledCase = z.strictObject({ ...facts, title: Title });

/** What is known of the case itself, as a section of the manifest. */
export const casePart: BundlePart = {
  tables: ['cases'],
  documents: () => [],
  gather: ({ db, caseId, scope }) => {
    const { background, ...rest } = factsOf(db, caseId);
    // The background tells of the whole case.
    const value = BundledCase.strip().parse({ ...rest, background: scope === 'case' ? background : '' });
    return [{ name: CASE_SECTION, value }];
  },
  restore: ({ write, references, document }) => {
    const {
      id,
      number: _number,
      createdAt: _created,
      updatedAt: _updated,
      status,
      ...given
    } = parsePart(BundledCase, document(CASE_SECTION, BundledCase));
    const made = beginCase(write, parsePart(commands['case.create'].input, given));
    if (status !== 'open') changeCase(write, made, { status });
    references.add('case', id, made);
    return {};
  },
};
