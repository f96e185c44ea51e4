import { Button } from '@blueprintjs/core';
import type { LinkFacts, RowsOf } from '../../../shared/contract/entities.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { factsExhibits, factsWords } from '../../../shared/domain/link-facts.ts';
import { rowsWords } from '../../../shared/domain/row-ranges.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';

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
          {factsWords(facts)}{' '}
          <span className="rt-muted">
            {factsExhibits(facts)
              .map((id) => labels.get(id))
              .join(', ')}
          </span>
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
