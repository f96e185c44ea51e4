import { Callout } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { CaseId } from '../../../shared/contract/values.ts';
import { repeatedWords, type SummedJoin, summedJoins } from '../../../shared/domain/joins.ts';
import type { Shaping } from '../../../shared/domain/shaping.ts';
import { runJob } from '../../client/call.ts';
import { messageOf } from '../../ui/toaster.ts';

interface Props {
  readonly caseId: CaseId;
  readonly shaping: Shaping;
  readonly timeoutSeconds: number;
}

/** Says where a sum counts rows more than once, since a join before it repeats them. */
export function RepeatedRows({ caseId, shaping, timeoutSeconds }: Props) {
  const [found, setFound] = useState<readonly string[]>([]);
  const joins = JSON.stringify(summedJoins(shaping));
  useEffect(() => {
    let current = true;
    setFound([]);
    const asked = JSON.parse(joins) as SummedJoin[];
    Promise.all(
      asked.map(async (join) => {
        const { shaping: before, table, on } = join;
        return repeatedWords(
          join,
          await runJob('analysis.joinCounts', { caseId, shaping: before, table, on, timeoutSeconds }),
        );
      }),
    ).then(
      (words) => current && setFound(words.flat()),
      (error: unknown) =>
        current &&
        setFound([`Whether the join repeats rows that are added up here could not be counted: ${messageOf(error)}`]),
    );
    return () => {
      current = false;
    };
  }, [caseId, joins, timeoutSeconds]);
  return found.map((warning) => (
    <Callout key={warning} compact intent="warning" className="rt-data-result-notice">
      {warning}
    </Callout>
  ));
}
