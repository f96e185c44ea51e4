import { useId } from 'react';
import type { FindingLikelihood, Likelihood } from '../../../shared/contract/findings.ts';
import { bandsOf, LIKELIHOOD, likelihoodText, YARDSTICKS, yardstickOf } from '../../../shared/domain/likelihood.ts';
import { useRead } from '../../client/hooks.ts';

interface Props {
  readonly value: FindingLikelihood;
  readonly onChange: (value: Likelihood) => void;
}

/** The seven expressions of the vault's yardstick in their order, each with its share of the range from 0 to 100 per cent. */
export function LikelihoodScale({ value, onChange }: Props) {
  const name = useId();
  const { data } = useRead('vault.profile', {});
  const yardstick = data?.yardstick ?? 'icd-203';
  const judged = value === 'not-judged' ? null : yardstickOf(value);
  const fill = value === 'not-judged' ? null : LIKELIHOOD[value];
  return (
    <fieldset className="rt-finding-scale">
      <legend>How likely is it that the claim is true?</legend>
      <div className="rt-finding-scale-bands">
        {bandsOf(yardstick).map((band) => (
          <label key={band} className="rt-finding-scale-band" title={`also: ${LIKELIHOOD[band].other}`}>
            <input
              type="radio"
              className="rt-visually-hidden"
              name={name}
              value={band}
              checked={band === value}
              onChange={() => onChange(band)}
            />
            <span className="rt-finding-scale-words">{LIKELIHOOD[band].words}</span>
            <span className="rt-finding-scale-range">{LIKELIHOOD[band].range.replace('about ', '')}</span>
          </label>
        ))}
      </div>
      <div className="rt-finding-scale-track" aria-hidden="true">
        {fill && (
          <span className="rt-finding-scale-fill" style={{ left: `${fill.low}%`, width: `${fill.high - fill.low}%` }} />
        )}
      </div>
      <div className="rt-finding-scale-ends" aria-hidden="true">
        <span>0 %</span>
        <span>50 %</span>
        <span>100 %</span>
      </div>
      {judged === null && <p className="rt-warn">Not judged yet: nothing is chosen.</p>}
      {judged !== null && judged !== yardstick && (
        <p className="rt-warn">
          Judged by {YARDSTICKS[judged].name}: {likelihoodText(value)}. That stays and is printed so, until you choose
          here by {YARDSTICKS[yardstick].name}.
        </p>
      )}
      <p className="rt-field-help">
        Expressions of likelihood of {YARDSTICKS[yardstick].name} ({YARDSTICKS[yardstick].source})
        {yardstick === 'phia' && ', whose bounds are approximate and leave gaps'}; the settings of the vault have the
        other yardstick. How good the information is belongs to confidence, below.
      </p>
    </fieldset>
  );
}
