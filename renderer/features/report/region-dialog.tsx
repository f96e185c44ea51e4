import { Button, Dialog, DialogBody, DialogFooter, NumericInput } from '@blueprintjs/core';
import { type PointerEvent, useRef, useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { PictureRegion } from '../../../shared/contract/reports.ts';
import { usePicture } from '../../parts/use-picture.ts';

interface Props {
  readonly exhibit: Exhibit;
  readonly regions: readonly PictureRegion[];
  readonly onDone: (regions: PictureRegion[]) => void;
  readonly onClose: () => void;
}

const MOST = 50;
const FIELDS = [
  ['x', 'Left'],
  ['y', 'Top'],
  ['width', 'Width'],
  ['height', 'Height'],
] as const;

/** Whole pixels within the picture, at least one wide and high. */
export function between(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  { width, height }: { readonly width: number; readonly height: number },
): PictureRegion {
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  const x = Math.min(within(Math.floor(Math.min(from.x, to.x)), width), width - 1);
  const y = Math.min(within(Math.floor(Math.min(from.y, to.y)), height), height - 1);
  return {
    ...{ x, y },
    width: Math.max(1, within(Math.ceil(Math.max(from.x, to.x)), width) - x),
    height: Math.max(1, within(Math.ceil(Math.max(from.y, to.y)), height) - y),
  };
}

/** Regions of a picture, drawn on it or typed in pixels. The exhibit is not changed: a print replaces the pixels. */
export function RegionDialog({ exhibit, regions: given, onDone, onClose }: Props) {
  const { label, title } = exhibit;
  const { url, problem } = usePicture(exhibit.id, true);
  const [natural, setNatural] = useState<{ width: number; height: number } | null>(null);
  // A rendition may have fewer pixels than the picture, in which regions are counted.
  const size =
    exhibit.width !== null && exhibit.height !== null ? { width: exhibit.width, height: exhibit.height } : natural;
  const [regions, setRegions] = useState<readonly PictureRegion[]>(given);
  const [drag, setDrag] = useState<{ from: { x: number; y: number }; to: { x: number; y: number } } | null>(null);
  const sheet = useRef<SVGSVGElement>(null);
  const at = ({ clientX, clientY }: PointerEvent): { x: number; y: number } => {
    const box = sheet.current?.getBoundingClientRect();
    if (!box || !size) return { x: 0, y: 0 };
    return {
      x: ((clientX - box.left) / box.width) * size.width,
      y: ((clientY - box.top) / box.height) * size.height,
    };
  };
  const drawn = drag && size ? between(drag.from, drag.to, size) : null;
  const change = (place: number, field: keyof PictureRegion, value: number): void => {
    if (!size) return;
    setRegions(
      regions.map((region, index) => {
        if (index !== place) return region;
        const next = { ...region, [field]: value };
        return between(next, { x: next.x + next.width, y: next.y + next.height }, size);
      }),
    );
  };
  const add = (): void => {
    if (!size) return;
    const [width, height] = [Math.ceil(size.width / 4), Math.ceil(size.height / 8)];
    const place = { x: Math.floor((size.width - width) / 2), y: Math.floor((size.height - height) / 2) };
    setRegions([...regions, { ...place, width, height }]);
  };
  return (
    <Dialog isOpen onClose={onClose} title={`Redact regions of ${label}`} className="rt-report-regions">
      <DialogBody>
        <p className="rt-muted rt-break">{title}</p>
        {problem && <p className="rt-warn">{problem}</p>}
        {url && (
          <div className="rt-report-regions-picture">
            <img
              src={url}
              alt={`${label}, as it is now`}
              draggable={false}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
                setNatural({ width: naturalWidth, height: naturalHeight })
              }
            />
            {size && (
              <svg
                ref={sheet}
                viewBox={`0 0 ${size.width} ${size.height}`}
                preserveAspectRatio="none"
                role="img"
                aria-label={`${regions.length} regions drawn on ${label}`}
                onPointerDown={(event) => {
                  if (regions.length >= MOST || event.button !== 0) return;
                  event.currentTarget.setPointerCapture(event.pointerId);
                  setDrag({ from: at(event), to: at(event) });
                }}
                onPointerMove={(event) => drag && setDrag({ ...drag, to: at(event) })}
                onPointerUp={() => {
                  // A click without a drag draws nothing.
                  if (drawn && drawn.width > 2 && drawn.height > 2) setRegions([...regions, drawn]);
                  setDrag(null);
                }}
                onPointerCancel={() => setDrag(null)}
              >
                {[...regions, ...(drawn ? [drawn] : [])].map((region, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: regions have no identity but their place
                  <rect key={index} {...region} />
                ))}
              </svg>
            )}
          </div>
        )}
        <ol className="rt-report-regions-list" aria-label="Regions, in pixels of the picture">
          {regions.map((region, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: regions have no identity but their place
            <li key={index}>
              {FIELDS.map(([field, name]) => (
                <span key={field} className="rt-report-regions-number">
                  <span aria-hidden="true">{name}</span>
                  <NumericInput
                    size="small"
                    fill
                    buttonPosition="none"
                    aria-label={`${name} of region ${index + 1}, pixels`}
                    min={field === 'width' || field === 'height' ? 1 : 0}
                    value={region[field]}
                    onValueChange={(value) => Number.isInteger(value) && change(index, field, value)}
                  />
                </span>
              ))}
              <Button
                size="small"
                variant="minimal"
                icon="cross"
                aria-label={`Remove region ${index + 1}`}
                onClick={() => setRegions(regions.filter((_, other) => other !== index))}
              />
            </li>
          ))}
        </ol>
        <p className="rt-muted">
          Drag on the picture to draw a region, or add one and type its pixels. In the print a labelled block stands in
          place of the pixels; the exhibit stays as it came. Copies and crops of the picture, and what it was made from,
          are withheld in the same editions until they have regions of their own.
        </p>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={onClose} />
            <Button
              intent="primary"
              text="Redact"
              disabled={regions.length === 0}
              onClick={() => onDone([...regions])}
            />
          </>
        }
      >
        <Button icon="plus" text="Add a region" disabled={!size || regions.length >= MOST} onClick={add} />
      </DialogFooter>
    </Dialog>
  );
}
