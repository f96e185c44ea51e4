import { Icons } from '@blueprintjs/icons';
import { useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { CAPTION } from '../../../shared/domain/board-layout.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { chartScene } from '../../../shared/domain/chart-scene/chart-scene.ts';
import { sceneSvg } from '../../../shared/domain/chart-scene/svg.ts';
import { DARK, LIGHT } from '../../../shared/domain/chart-scene/themes.ts';
import { ENTITY_TYPES, entityKind } from '../../../shared/domain/entities.ts';
import { isPicture, showsChart, showsRows } from '../../../shared/domain/exhibit-kinds.ts';
import type { OwnKind } from '../../../shared/domain/own-types.ts';
import { call } from '../../client/call.ts';
import { keyOf } from '../../client/hooks.ts';
import { useOwnKinds } from '../../state/entity-kinds.ts';
import { useDark } from '../../state/theme.ts';
import { iconSvg, svgUrl, tableSvg } from './elements.ts';
import type { Palette } from './palette.ts';

/** Wide enough to tell a chat from a photograph, too coarse to read or to recognise anyone. */
const COLUMNS = 10;

/** The picture in so few pixels that nothing of it can be read, whatever is done to the outcome. @throws when it cannot be decoded */
async function blurred(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  const rows = Math.max(1, Math.round((bitmap.height / bitmap.width) * COLUMNS));
  const coarse = new OffscreenCanvas(COLUMNS, rows);
  context(coarse).drawImage(bitmap, 0, 0, COLUMNS, rows);
  bitmap.close();
  const wide = new OffscreenCanvas(240, Math.max(1, Math.round((240 * rows) / COLUMNS)));
  context(wide).drawImage(coarse, 0, 0, wide.width, wide.height);
  return wide.convertToBlob({ type: 'image/png' });
}

function context(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('no canvas to draw on');
  drawing.imageSmoothingQuality = 'high';
  return drawing;
}

/** Rows a query tile is drawn from; the tile itself says how many there are. */
const ROWS = 5;

/**
 * The pictures of a board by exhibit id, and the icons by entity type. A picture of other than normal sensitivity is
 * blurred, in its pixels, until its exhibit is among the `revealed`; so it is also in what is exported.
 */
export function useImages(
  view: BoardView | null,
  palette: Palette,
  revealed: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const exhibits = view?.exhibits ?? NONE;
  const pictures = useMemo(() => exhibits.filter(showsPicture), [exhibits]);
  const queries = useMemo(() => exhibits.filter(showsRows), [exhibits]);
  const charts = useMemo(() => exhibits.filter(showsChart), [exhibits]);
  const dark = useDark();
  const contents = useQueries({
    queries: pictures.map(({ id }) => {
      const input = { exhibitId: id, variant: 'thumbnail' as const };
      return { queryKey: keyOf('evidence.content', input), queryFn: () => call('evidence.content', input) };
    }),
    combine: (results) => results.map(({ data }) => data),
  });
  const tables = useQueries({
    queries: queries.map(({ id }) => {
      const input = { exhibitId: id, limit: ROWS };
      return { queryKey: keyOf('query.frozen', input), queryFn: () => call('query.frozen', input) };
    }),
    combine: (results) => results.map(({ data }) => data),
  });

  const drawings = useQueries({
    queries: charts.map(({ id }) => ({
      queryKey: keyOf('chart.frozen', { exhibitId: id }),
      queryFn: () => call('chart.frozen', { exhibitId: id }),
    })),
    combine: (results) => results.map(({ data }) => data),
  });

  const [urls, setUrls] = useState<ReadonlyMap<string, string>>(new Map());
  const made = useRef(new Map<string, string>());
  useEffect(() => {
    let current = true;
    const work = pictures.map(async (exhibit, index) => {
      const content = contents[index];
      if (!content) return null;
      const hidden = exhibit.sensitivity !== 'normal' && !revealed.has(exhibit.id);
      const key = `${exhibit.id} ${hidden}`;
      const blob = new Blob([content.bytes as BlobPart], { type: content.mediaType });
      const url = made.current.get(key) ?? URL.createObjectURL(hidden ? await blurred(blob) : blob);
      made.current.set(key, url);
      return [exhibit.id, url] as const;
    });
    void Promise.allSettled(work).then((results) => {
      if (!current) return;
      // A picture that cannot be drawn leaves the exhibit as a plain card with its number and title.
      setUrls(
        new Map(results.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []))),
      );
    });
    return () => {
      current = false;
    };
  }, [pictures, contents, revealed]);
  useEffect(() => {
    const urlsMade = made.current;
    return () => {
      for (const url of urlsMade.values()) URL.revokeObjectURL(url);
      urlsMade.clear();
    };
  }, []);

  const own = useOwnKinds();
  const icons = useMemo(() => iconUrls(own), [own]);
  return useMemo(() => {
    const images = new Map([...icons, ...urls]);
    for (const [index, exhibit] of queries.entries()) {
      const frozen = tables[index];
      const item = view?.items.find(({ subject }) => subject.id === exhibit.id);
      if (!frozen || !item) continue;
      const rows = frozen.rows.map((row) => row.map(glance));
      const content = {
        label: exhibit.label,
        title: exhibit.title,
        columns: frozen.columns.map(({ name }) => name),
        rows,
        rowCount: frozen.rowCount,
      };
      images.set(exhibit.id, svgUrl(tableSvg(content, item, palette)));
    }
    for (const [index, { id }] of charts.entries()) {
      const saved = drawings[index];
      const item = view?.items.find(({ subject }) => subject.id === id);
      if (!saved || !item) continue;
      const size = { width: CHART_WIDTH, height: (CHART_WIDTH * (item.height - CAPTION)) / item.width, size: 13 };
      const scene = chartScene(saved.chart, { ...size, titled: false, fixed: true });
      images.set(id, svgUrl(sceneSvg(scene, dark ? DARK : LIGHT, 2, palette.font)));
    }
    return images;
  }, [icons, urls, queries, tables, charts, drawings, view?.items, palette, dark]);
}

/** Of the drawing that is fitted to a tile: as many letters across as can be read there. */
const CHART_WIDTH = 480;

const showsPicture = (exhibit: Exhibit): boolean =>
  isPicture(exhibit) && exhibit.hasThumbnail && exhibit.removedAt === null;

const iconUrls = (own: readonly OwnKind[]): (readonly [string, string])[] =>
  [...ENTITY_TYPES, ...own.map(({ id }) => id)].map((type) => {
    const { icon, colour } = entityKind(type, own);
    return [type, svgUrl(iconSvg(Icons.getPaths(icon as 'user', 20) ?? [], colour))];
  });

/** As much of a value as a tile could show; one may have megabytes. */
const glance = (cell: Cell): string => cellText(cell, 'shown').slice(0, 200);

const NONE: never[] = [];
