import { Button } from '@blueprintjs/core';
import type { LinkFacts, RowsOf } from '../../../shared/contract/entities.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { rowsWords } from '../../../shared/domain/row-ranges.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';

interface Props {
  readonly caseId: CaseId;
  readonly rows: RowsOf | undefined;
  readonly facts?: LinkFacts | null | undefined;
}

/** In which rows of which exhibits something stands, and what they come to. Nothing where that is not known. */
export function RowsBehind({ caseId, rows = {}, facts }: Props) {
  const { go } = useNavigation();
  const { data: exhibits = [] } = useRead('evidence.list', { caseId });
  const labels = new Map<string, string>(exhibits.map(({ id, label }) => [id, label]));
  const held = Object.entries(rows);
  if (held.length === 0 && !facts) return null;
  return (
    <div className="rt-board-rows">
      {facts && (
        <p>
          {factsWords(facts)} <span className="rt-muted">{labels.get(facts.exhibit)}</span>
        </p>
      )}
      {held.map(([id, those]) => (
        <p key={id}>
          <Button
            variant="minimal"
            size="small"
            icon="th-list"
            text={labels.get(id) ?? 'An exhibit'}
            onClick={() => go({ screen: 'evidence', focus: id as ExhibitId })}
          />{' '}
          <span className="rt-break">{cut(rowsWords(those))}</span>
        </p>
      ))}
    </div>
  );
}

const LONGEST = 160; // characters of a list of rows; the table itself marks none
const cut = (words: string): string => (words.length <= LONGEST ? words : `${words.slice(0, LONGEST)}…`);

/** "12 rows, $4,310.00 in all, 2026-01-02 to 2026-03-04" */
function factsWords({ count, amount, first, last }: LinkFacts): string {
  const money =
    amount && `${/^[A-Z]/.test(amount.unit) ? `${amount.unit} ` : amount.unit}${grouped(amount.sum)} in all`;
  const span = first && (last && last !== first ? `${first} to ${last}` : first);
  return [plural(count, 'row'), money, span].filter(Boolean).join(', ');
}

function grouped(decimal: string): string {
  const [whole = '', places] = decimal.split('.');
  const digits = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return places === undefined ? digits : `${digits}.${places}`;
}
