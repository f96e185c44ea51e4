import { Button, Callout } from '@blueprintjs/core';
import type { Certificate, DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { plural } from '../../ui/format.ts';
import { EncodingChoices } from './encoding-choices.tsx';

interface Props {
  readonly exhibit: Exhibit;
  readonly dataset: DatasetSummary;
  readonly certificate: Certificate;
  readonly comparing: boolean;
  readonly disabled: boolean;
  readonly onShow: (tab: 'rejected' | 'skipped') => void;
  readonly onComparing: (comparing: boolean) => void;
  readonly onEncoding: (encoding: string) => void;
}
const ABOUT_ENCODING: ReadonlySet<string> = new Set(['encoding-guess', 'undecodable']);

/** What is asked about columns stands with them. */
export const isNoQuestion = ({ code }: Certificate['warnings'][number]): boolean => code !== 'open-question';

/** What a person should know of an import: warnings with what can be done, and records that became no row. */
export function SheetNotes(props: Props) {
  const { exhibit, dataset, certificate, comparing, disabled, onShow, onComparing, onEncoding } = props;
  const { warnings, rejected, skipped, dialect } = certificate;
  const doubtful = warnings.some(({ code }) => ABOUT_ENCODING.has(code));
  return (
    <>
      {warnings.filter(isNoQuestion).map(({ code, message, column }) => (
        <Callout key={`${code} ${column ?? ''} ${message}`} compact intent="warning" icon="warning-sign">
          {message}
        </Callout>
      ))}
      {dialect.format === undefined && (
        <div>
          <Button
            size="small"
            icon="translate"
            active={comparing}
            intent={doubtful ? 'warning' : 'none'}
            text="Compare encodings"
            aria-expanded={comparing}
            onClick={() => onComparing(!comparing)}
          />
        </div>
      )}
      {comparing && (
        <EncodingChoices
          exhibit={exhibit}
          part={dataset.part}
          dialect={dialect}
          disabled={disabled}
          onChoose={onEncoding}
        />
      )}
      <LeftOut count={rejected} what="rejected" onShow={() => onShow('rejected')} />
      <LeftOut count={skipped} what="left out" onShow={() => onShow('skipped')} />
    </>
  );
}

function LeftOut({ count, what, onShow }: { count: number; what: string; onShow: () => void }) {
  if (count === 0) return null;
  return (
    <p className="rt-row">
      <span className="rt-grow">
        {plural(count, 'record')} {count === 1 ? 'was' : 'were'} {what}.
      </span>
      <Button size="small" text="Show" onClick={onShow} />
    </p>
  );
}
