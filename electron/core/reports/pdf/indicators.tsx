import { counted } from '../../../../shared/domain/counted.ts';
import { entityKind } from '../../../../shared/domain/entities.ts';
import type { ReportModel } from '../model.ts';
import { Caption } from './captions.tsx';
import { count } from './format.ts';
import { Muted } from './frame.tsx';
import { SIZE } from './printing.ts';
import type { Section } from './section.ts';
import { Table } from './tables.tsx';
import { Exact, Referring, Words } from './text.tsx';

const anchorOf = (type: string): string => `table-indicators-${type}`;

/** In the place of exhibits. */
const BY_HAND = 'added by hand, on no exhibit';

/** Entities by type, each value exactly as it was recorded, so that it can be copied into a search or a block list. */
function Indicators({ model: { indicators, indicatorTotal: total } }: { readonly model: ReportModel }) {
  const byType = Map.groupBy(indicators, ({ type }) => type);
  return (
    <>
      {indicators.length === 0 ? (
        <Words>No entity is part of this edition.</Words>
      ) : (
        <Muted>
          {`${counted(total, 'entity', 'entities')}${total > indicators.length ? `, of which the first ${count(indicators.length)} are printed` : ''}. Values stand as they were recorded, neither shortened nor made unclickable.`}
        </Muted>
      )}
      {[...byType].map(([type, group]) => (
        <Table
          key={type}
          lead={<Caption anchor={anchorOf(type)} style={{ marginTop: 10, marginBottom: 3 }} />}
          columns={[
            { key: 'value', title: 'Value', width: 230 },
            { key: 'seen', title: 'Seen in', width: 90 },
            { key: 'note', title: 'Note', width: 'rest' },
          ]}
          rows={group.map(({ label, alias, note, exhibits }, index) => ({
            key: String(index),
            tall: note.length > 800,
            cells: [
              <Exact key="v">{label}</Exact>,
              <Referring key="s" style={{ fontSize: SIZE.small }}>
                {exhibits.length === 0 ? BY_HAND : exhibits.join(', ')}
              </Referring>,
              <Words key="n" style={{ fontSize: SIZE.small }}>
                {[alias, note].filter(Boolean).join('\n')}
              </Words>,
            ],
          }))}
        />
      ))}
    </>
  );
}

export const indicatorsSection: Section = {
  items: ({ indicators }) =>
    [...Map.groupBy(indicators, ({ type }) => type)].map(([type, group]) => ({
      anchor: anchorOf(type),
      kind: 'table',
      caption: `${
        entityKind(
          type,
          group.flatMap(({ own }) => own ?? []),
        ).word
      } (${group.length})`,
    })),
  show: { on: 'light page', Body: Indicators },
};
