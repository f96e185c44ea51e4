import { z } from 'zod';
import { read } from './command.ts';
import { CaseId } from './values.ts';

export const SearchHit = z.object({
  kind: z.enum(['case', 'exhibit', 'entity', 'finding', 'note', 'query', 'saved query']),
  id: z.string(),
  caseId: CaseId,
  label: z.string().describe('"E-0003", "F-2", or the name'),
  title: z.string(),
  field: z.string().describe('where it was found: "note", "text", "file name"'),
  snippet: z.string().describe('plain text around the match'),
  match: z.tuple([z.int(), z.int()]).describe('start and end of the match within the snippet, in UTF-16 units'),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const searchCommands = {
  'search.find': read(
    { caseId: CaseId.optional(), text: z.string().min(1).max(200), limit: z.int().min(1).max(500).default(50) },
    z.object({
      hits: z.array(SearchHit),
      more: z.boolean(),
      notIndexed: z
        .array(z.string())
        .describe('exhibits ("E-0004") whose content is not searched: still to be read, or not in the index'),
      partlyIndexed: z
        .array(z.string())
        .describe('exhibits ("E-0004") of which only a part is searched: too long, or not all of it could be read'),
    }),
    'everything',
  ),
};
