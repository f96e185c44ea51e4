import type { EntityType } from '../../../shared/contract/entities.ts';
import { digitsForm } from '../../../shared/domain/entity-forms.ts';
import { textLiteral } from '../../../shared/domain/sql-names.ts';

/** How the cells of a table are held against a value, in SQL and in words. */
export interface CellMatch {
  readonly words: string;
  /** An expression that is true where the cell of a column has the value. @param column as SQL, quoted */
  readonly test: (column: string) => string;
}

/** Types whose writings differ in case alone. */
const CASELESS: ReadonlySet<EntityType> = new Set(['email', 'domain', 'device', 'ip', 'transaction', 'url']);
/** Types whose writings differ in what groups their digits. */
const GROUPED: ReadonlySet<EntityType> = new Set(['payout', 'phone', 'card']);
const GROUPING = [' ', '-', '.', '(', ')', '/'];

export function cellMatch(type: EntityType, label: string): CellMatch {
  const plain = label.trim();
  if (CASELESS.has(type) || (type === 'wallet' && /^(?:0x|bc1|tb1)/i.test(plain))) {
    const wanted = textLiteral(plain.toLowerCase());
    return { words: 'upper and lower case apart', test: (column) => `lower(trim(${column})) = ${wanted}` };
  }
  if (GROUPED.has(type)) {
    const wanted = textLiteral(digitsForm(plain).toLowerCase());
    const bare = (column: string): string =>
      GROUPING.reduce((inner, sign) => `replace(${inner}, ${textLiteral(sign)}, '')`, `lower(${column})`);
    return {
      words: 'case and the signs that group digits apart',
      test: (column) => `${bare(column)} = ${wanted}`,
    };
  }
  const wanted = textLiteral(plain);
  return { words: 'letter by letter', test: (column) => `trim(${column}) = ${wanted}` };
}
