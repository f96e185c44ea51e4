import { useId } from 'react';
import { Likelihood } from '../../../shared/contract/findings.ts';
import { LIKELIHOOD } from '../../../shared/domain/likelihood.ts';

interface Props {
  readonly value: Likelihood;
  readonly onChange: (value: Likelihood) => void;
}

/** The seven expressions of ICD 203 in their order, each with its share of the range from 0 to 100 per cent. */
export function LikelihoodScale({ value, onChange }: Props) {
  const name = useId();
  const { low, high } = LIKELIHOOD[value];
  return (
    <fieldset className="rt-finding-scale">
      <legend>How likely is it that the claim is true?</legend>
      <div className="rt-finding-scale-bands">
        {Likelihood.options.map((band) => (
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
            <span className="rt-finding-scale-range">
              {LIKELIHOOD[band].low}–{LIKELIHOOD[band].high} %
            </span>
          </label>
        ))}
      </div>
      <div className="rt-finding-scale-track" aria-hidden="true">
        <span className="rt-finding-scale-fill" style={{ left: `${low}%`, width: `${high - low}%` }} />
      </div>
      <div className="rt-finding-scale-ends" aria-hidden="true">
        <span>0 %</span>
        <span>50 %</span>
        <span>100 %</span>
      </div>
      <p className="rt-field-help">
        Expressions of likelihood of ICD 203 (ODNI, 2015). How good the information is belongs to confidence, below.
      </p>
    </fieldset>
  );
}
