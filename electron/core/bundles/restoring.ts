import type { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import { type Arrived, type Contents, parsePart, type References, type Restoring, type Table } from '../bundle-part.ts';
import type { WriteContext } from '../context.ts';

interface From extends Contents {
  readonly references: References;
  readonly manifestSha256: string;
  readonly documents: ReadonlyMap<string, unknown>;
  /** The bytes of an exhibit by its number here. */
  readonly originalOf: (number: number) => Arrived | undefined;
}

/**
 * What the parts of a bundle restore from, into a case that is new or one that is here.
 * @returns it with the readings of each exhibit as a table, which grow as the parts are restored
 */
export function restoringFrom(
  write: WriteContext,
  { documents, originalOf, ...from }: From,
): { readonly restoring: Restoring; readonly tables: Map<ExhibitId, Table[]> } {
  const tables = new Map<ExhibitId, Table[]>();
  const restoring: Restoring = {
    ...from,
    write,
    document: <S extends z.ZodType>(name: string, schema: S) =>
      documents.has(name) ? parsePart(schema, documents.get(name)) : undefined,
    original: (number) => {
      const found = originalOf(number);
      if (!found) throw new Fault('damaged', `The bundle is refused: it lacks the bytes of ${exhibitLabel(number)}.`);
      return found;
    },
    readAsTable: (exhibitId, table) => void tables.set(exhibitId, [...(tables.get(exhibitId) ?? []), table]),
    giveRoles: (exhibitId, view, roles) =>
      void tables.set(
        exhibitId,
        (tables.get(exhibitId) ?? []).map((table) => (table.view === view ? { ...table, roles } : table)),
      ),
    giveTransfers: (exhibitId, view, transfers, held) => {
      const own = tables.get(exhibitId) ?? [];
      const all = held && !own.some((table) => table.view === view) ? [...own, held] : own;
      tables.set(
        exhibitId,
        all.map((table) => (table.view === view ? { ...table, transfers } : table)),
      );
    },
  };
  return { restoring, tables };
}
