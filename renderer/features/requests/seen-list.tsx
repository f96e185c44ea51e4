import type { Seen } from '../../../shared/contract/requests.ts';
import { entityKind } from '../../../shared/domain/entities.ts';
import { plural } from '../../ui/format.ts';

/** Where the values of a text were seen, in numbers. */
export function SeenList({ of: { values, cases, left } }: { of: Seen }) {
  if (values.length === 0) return <p className="rt-muted">The text holds no value whose type can be told.</p>;
  return (
    <div>
      <p className={cases > 0 ? 'rt-warn' : 'rt-muted'} role="status">
        {plural(values.length, 'indicator')},{' '}
        {cases === 0 ? 'none of them in another case' : `seen in ${plural(cases, 'case')}`}
      </p>
      {left > 0 && (
        <p className="rt-warn">
          {plural(left, 'further value')} of the text not looked for: import a text that long as an exhibit.
        </p>
      )}
      <ul className="rt-list rt-request-seen">
        {values.map(({ type, label, times, cases: in_ }) => (
          <li key={`${type} ${label}`} className="rt-row">
            <span className="rt-muted rt-request-type">{entityKind(type).word}</span>
            <span className="rt-mono rt-grow rt-cut" title={label}>
              {label}
            </span>
            <span className={in_.length > 0 ? 'rt-warn' : 'rt-muted'}>
              {in_.length === 0
                ? 'not seen'
                : in_
                    .map((each) =>
                      each.exhibits === 0 ? each.label : `${each.label}, ${plural(each.exhibits, 'exhibit')}`,
                    )
                    .join(' · ')}
              {times > 1 && ` · ${times} times in the text`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
