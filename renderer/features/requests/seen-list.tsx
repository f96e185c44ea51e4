import type { ListLook } from '../../../shared/contract/desk.ts';
import type { Seen } from '../../../shared/contract/requests.ts';
import { entityKind } from '../../../shared/domain/entities.ts';
import { hitWords, lookedWords } from '../../../shared/domain/requests/list-words.ts';
import { plural } from '../../ui/format.ts';

const NONE: ListLook['values'][number]['hits'] = [];

/** Where the values of a text were seen, in numbers, and what lists say of each. @param lists null while they are compared */
export function SeenList({ of: { values, cases, left }, lists }: { of: Seen; lists: ListLook | null }) {
  const on = new Map(lists?.values.map((each) => [`${each.type} ${each.label}`, each]));
  const looked = lists && lookedWords(lists);
  if (values.length === 0) return <p className="rt-muted">The text holds no value whose type can be told.</p>;
  return (
    <div>
      <p className={cases > 0 ? 'rt-warn' : 'rt-muted'} role="status">
        {plural(values.length, 'indicator')},{' '}
        {cases === 0 ? 'none of them in another case' : `seen in ${plural(cases, 'case')}`}
      </p>
      {looked && <p className="rt-muted">{looked.compared}</p>}
      {looked?.lacks.map((words) => (
        <p key={words} className="rt-warn">
          {words}
        </p>
      ))}
      {left > 0 && (
        <p className="rt-warn">
          {plural(left, 'further value')} of the text not looked for: import a text that long as an exhibit.
        </p>
      )}
      <ul className="rt-list rt-request-seen">
        {values.map(({ type, label, times, cases: in_ }) => (
          <li key={`${type} ${label}`}>
            <div className="rt-row">
              <span className="rt-muted rt-request-type">{entityKind(type).word}</span>
              <span className="rt-mono rt-grow rt-cut" title={label}>
                {label}
              </span>
              <span className={in_.length > 0 ? 'rt-warn' : 'rt-muted'}>
                {in_.length === 0
                  ? 'in no other case'
                  : in_
                      .map((each) =>
                        each.exhibits === 0 ? each.label : `${each.label}, ${plural(each.exhibits, 'exhibit')}`,
                      )
                      .join(' · ')}
                {times > 1 && ` · ${times} times in the text`}
              </span>
            </div>
            {(on.get(`${type} ${label}`)?.hits ?? NONE).map((hit) => (
              <p
                key={`${hit.list} ${hit.entry} ${hit.says}`}
                className={`rt-request-listed ${hit.kind === 'common' ? 'rt-muted' : 'rt-warn'}`}
              >
                {hitWords(hit, lists?.lists ?? [])}
              </p>
            ))}
            {(on.get(`${type} ${label}`)?.more ?? 0) > 0 && (
              <p className="rt-request-listed rt-warn">
                {plural(on.get(`${type} ${label}`)?.more ?? 0, 'further hit')} not shown
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
