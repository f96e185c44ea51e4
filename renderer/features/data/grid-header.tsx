import { Icon } from '@blueprintjs/core';
import type { IHeaderParams } from 'ag-grid-community';
import type { MouseEvent as ReactMouseEvent } from 'react';
import type { ResultColumn } from '../../../shared/contract/query.ts';
import { readingWords } from '../../../shared/domain/readings.ts';
import { typeWords } from '../../../shared/domain/type-words.ts';
import { ReadingGlyph } from '../../parts/reading-glyph.tsx';
import { typeWord } from './grid-widths.ts';

export interface Offset {
  readonly left: number;
  readonly top: number;
}
interface HeaderParams extends IHeaderParams {
  readonly of: ResultColumn;
  readonly onMenu: (offset: Offset) => void;
}
/** What a column of the result is, in words. */
function columnWords({ type, reading, computed, exact }: ResultColumn): string {
  if (reading) return readingWords(reading);
  if (exact) return 'decimal with all its digits; text to SQL';
  return computed
    ? 'real number, computed from decimals, up to 15 digits; dec_sum and its kin are exact'
    : typeWords(type);
}

/** Name and reading of a column; a click opens its menu. */
export function ColumnHeader({ displayName, of, onMenu }: HeaderParams) {
  const open = (event: ReactMouseEvent<HTMLElement>): void => {
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    onMenu({ left: box.left, top: box.bottom });
  };
  return (
    <button
      type="button"
      className="rt-data-grid-header"
      title={`${displayName}: ${columnWords(of)}`}
      aria-haspopup="menu"
      tabIndex={-1}
      onClick={open}
      onContextMenu={open}
    >
      <span className="rt-cut">{displayName}</span>
      {of.reading ? (
        <ReadingGlyph reading={of.reading} />
      ) : (
        <span className="rt-data-grid-type">
          {typeWord(of)} {of.computed && <Icon icon="calculator" size={10} />}
        </span>
      )}
    </button>
  );
}
