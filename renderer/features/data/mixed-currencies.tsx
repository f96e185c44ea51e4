import { Button, Callout } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { CaseId } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { byCurrency, currenciesWords, type Mixing, mixings } from '../../../shared/domain/currencies.ts';
import type { Shaping } from '../../../shared/domain/shaping.ts';
import { runJob } from '../../client/call.ts';

interface Props {
  readonly caseId: CaseId;
  readonly shaping: Shaping;
  readonly timeoutSeconds: number;
  readonly onShape: (shaping: Shaping) => void;
}
const NAMED = 6;

/** Says where amounts of several currencies are added up, and offers to tell them apart. */
export function MixedCurrencies({ caseId, shaping, timeoutSeconds, onShape }: Props) {
  const [found, setFound] = useState<readonly { readonly mixing: Mixing; readonly words: string }[]>([]);
  const asked = JSON.stringify(mixings(shaping));
  useEffect(() => {
    let current = true;
    setFound([]);
    Promise.all(
      (JSON.parse(asked) as Mixing[]).map(async (mixing) => {
        const { before, currency } = mixing;
        const input = { caseId, shaping: before, columns: [currency], values: NAMED, timeoutSeconds };
        const [facet] = (await runJob('analysis.facets', input)).facets;
        const words = currenciesWords(facet?.values.map(({ value }) => cellText(value)) ?? [], facet?.rest.values ?? 0);
        return words === null ? [] : [{ mixing, words }];
      }),
    ).then(
      (each) => current && setFound(each.flat()),
      () => {}, // the statement itself fails then, and says why
    );
    return () => {
      current = false;
    };
  }, [caseId, asked, timeoutSeconds]);
  return found.map(({ mixing, words }) => (
    <Callout key={mixing.at} compact intent="warning" className="rt-data-result-notice">
      <div className="rt-row">
        <span className="rt-grow">{`This adds ${words}. A total over several currencies is no amount of money.`}</span>
        <Button
          size="small"
          text={`Group by ${mixing.currency}`}
          onClick={() => onShape(byCurrency(shaping, mixing))}
        />
      </div>
    </Callout>
  ));
}
