import { constants, setPriority } from 'node:os';
import { Dialect, LocalLinter } from 'harper.js';
import { slimBinary } from 'harper.js/slimBinary';
import type { Dialect as DialectName } from '../../../shared/contract/proofreading.ts';
import { serve } from '../process/serve.ts';

export interface ProofRequest {
  readonly paragraphs: readonly string[];
  readonly dialect: DialectName;
}
/** What Harper says of one place of a paragraph; places are in code points. */
export interface RawRemark {
  readonly paragraph: number;
  readonly from: number;
  readonly to: number;
  /** Harper's kind, as "Spelling". */
  readonly kind: string;
  readonly why: string;
  readonly instead: readonly string[];
}
export interface ProofAnswer {
  readonly english: boolean;
  readonly remarks: readonly RawRemark[];
}

const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  american: Dialect.American,
  australian: Dialect.Australian,
  british: Dialect.British,
  canadian: Dialect.Canadian,
  indian: Dialect.Indian,
};
/** Harper's `SuggestionKind`: what is proposed stands in the place, is taken away, or comes after it. */
const [REPLACE, REMOVE] = [0, 1];
const MOST_PROPOSALS = 3;

let held: { readonly dialect: DialectName; readonly linter: LocalLinter } | null = null;

setPriority(constants.priority.PRIORITY_BELOW_NORMAL); // it works beside a person who is typing

function linterFor(dialect: DialectName): LocalLinter {
  if (held?.dialect !== dialect)
    held = { dialect, linter: new LocalLinter({ binary: slimBinary, dialect: DIALECTS[dialect] }) };
  return held.linter;
}

serve({
  read: async ({ paragraphs, dialect }: ProofRequest): Promise<ProofAnswer> => {
    const linter = linterFor(dialect);
    const english = await linter.isLikelyEnglish(paragraphs.join('\n\n'));
    const remarks: RawRemark[] = [];
    if (english)
      for (const [paragraph, text] of paragraphs.entries())
        for (const lint of await linter.lint(text, { language: 'plaintext' })) {
          const { start: from, end: to } = lint.span();
          const words = lint.get_problem_text();
          const instead = lint
            .suggestions()
            .slice(0, MOST_PROPOSALS)
            .map((each) => {
              if (each.kind() === REMOVE) return '';
              return each.kind() === REPLACE ? each.get_replacement_text() : words + each.get_replacement_text();
            });
          remarks.push({ paragraph, from, to, kind: lint.lint_kind(), why: lint.message(), instead });
        }
    return { english, remarks };
  },
});
