import { InputGroup } from '@blueprintjs/core';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { ReportSettings } from '../../../shared/contract/reports.ts';
import { isPicture } from '../../../shared/domain/exhibit-kinds.ts';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';

interface Props {
  readonly exhibits: readonly Exhibit[];
  readonly value: Pick<ReportSettings, 'captions' | 'excludedExhibits'>;
  readonly onChange: (captions: ReportSettings['captions']) => void;
}

/** What the figures and tables of exhibits in the report are captioned with; those without a caption stand first. */
export function CaptionsPanel({ exhibits, value: { captions, excludedExhibits }, onChange }: Props) {
  const out = new Set<string>(excludedExhibits);
  const given = new Map(captions.map(({ exhibitId, caption }) => [exhibitId, caption]));
  const shown = exhibits.filter(
    (each) => each.removedAt === null && !out.has(each.id) && (each.kind !== 'file' || isPicture(each)),
  );
  const bare = shown.filter(({ id }) => !given.has(id)).length;
  const change = (exhibitId: Exhibit['id'], caption: string): void => {
    const others = captions.filter((each) => each.exhibitId !== exhibitId);
    onChange(caption === '' ? others : [...others, { exhibitId, caption }]);
  };
  return (
    <Panel
      title="Captions of figures and tables"
      actions={
        shown.length > 0 && (
          <span className="rt-muted">{bare === 0 ? 'All captioned' : `${plural(bare, 'caption')} missing`}</span>
        )
      }
    >
      {shown.length === 0 ? (
        <p className="rt-report-empty rt-muted">No picture, chart, trace or frozen query is in the report.</p>
      ) : (
        <ul className="rt-report-captions">
          {shown.map((exhibit) => (
            <CaptionField
              key={`${exhibit.id} ${given.get(exhibit.id) ?? ''}`}
              exhibit={exhibit}
              caption={given.get(exhibit.id) ?? ''}
              onChange={(caption) => change(exhibit.id, caption)}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function CaptionField({
  exhibit: { label, title },
  caption,
  onChange,
}: {
  readonly exhibit: Exhibit;
  readonly caption: string;
  readonly onChange: (caption: string) => void;
}) {
  return (
    <li>
      <strong>{label}</strong>
      <InputGroup
        size="small"
        aria-label={`Caption of ${label}`}
        placeholder={`Caption; now: ${title}`}
        maxLength={500}
        defaultValue={caption}
        onBlur={(event) => {
          const said = event.currentTarget.value.trim();
          if (said !== caption) onChange(said);
        }}
      />
    </li>
  );
}
