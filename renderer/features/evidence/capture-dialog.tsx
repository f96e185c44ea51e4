import { Button, Dialog, DialogBody, DialogFooter, Icon, Spinner } from '@blueprintjs/core';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { CaptureSource } from '../../../shared/contract/bridge.ts';
import type { Region } from '../../../shared/domain/screen-region.ts';
import { unwrapped } from '../../client/desktop.ts';
import { messageOf } from '../../ui/toaster.ts';
import { cut, fromBrowser, fromDesktop, regionBetween, type ScreenPicture } from './screen-picture.ts';

/** How an exhibit was acquired is one line. */
const MOST_OF_A_TITLE = 200;

interface Props {
  readonly onTake: (file: File, how: string) => void;
  readonly onClose: () => void;
}

/** A picture of the screen, or of a part of it, straight into the case: it never lies on the disk as a file. */
export function CaptureDialog({ onTake, onClose }: Props) {
  const [sources, setSources] = useState<readonly CaptureSource[] | null>(null);
  const [picture, setPicture] = useState<ScreenPicture | null>(null);
  const [region, setRegion] = useState<Region | null>(null);
  const [problem, setProblem] = useState('');
  const desktop = window.redthread;

  useEffect(() => {
    window.redthread
      ?.captureSources()
      .then((reply) => setSources(unwrapped(reply)))
      .catch((error: unknown) => setProblem(messageOf(error)));
  }, []);
  useEffect(() => () => picture?.bitmap.close(), [picture]);

  const show = (work: Promise<ScreenPicture | null>): void => {
    setProblem('');
    work.then(setPicture, (error: unknown) => setProblem(messageOf(error)));
  };
  const drawRegion = (): void => {
    const drawn = window.redthread?.captureRegion().then(async (reply) => {
      const found = unwrapped(reply);
      if (!found) return null;
      const { source } = found;
      const taken = await fromDesktop(source.id, `the screen “${source.name.slice(0, MOST_OF_A_TITLE)}”`, source.at);
      setRegion(found.region);
      return taken;
    });
    if (drawn) show(drawn);
  };
  const take = (): void => {
    if (!picture) return;
    const { width, height } = picture.bitmap;
    cut(picture, region ?? { x: 0, y: 0, width, height }).then(
      ({ file, how }) => onTake(file, how),
      (error: unknown) => setProblem(messageOf(error)),
    );
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Capture the screen"
      className="rt-evidence-capture"
      canOutsideClickClose={false}
    >
      <DialogBody className="rt-column">
        {picture ? (
          <>
            <p className="rt-muted">Drag over the part to import, or import the whole picture.</p>
            <RegionChooser picture={picture} region={region} onChange={setRegion} />
            <p role="status">
              {region ? `Region of ${region.width} × ${region.height} pixels` : 'The whole picture'} of {picture.of}
            </p>
          </>
        ) : desktop ? (
          <>
            <p className="rt-muted">
              What was on the screen a moment ago. The picture goes into the case without becoming a file.
            </p>
            <div>
              <Button icon="select" text="Draw a region on the screen" onClick={drawRegion} />
            </div>
            <ul className="rt-list rt-panel rt-evidence-capture-sources" aria-label="Screens and windows">
              {!sources && !problem && (
                <li className="rt-line">
                  <Spinner size={20} />
                </li>
              )}
              {sources?.map(({ id, kind, name, at }) => (
                <li key={id}>
                  <button
                    type="button"
                    className="rt-line"
                    onClick={() =>
                      show(
                        fromDesktop(
                          id,
                          kind === 'window' ? `the window “${name.slice(0, MOST_OF_A_TITLE)}”` : name,
                          at,
                        ),
                      )
                    }
                  >
                    <Icon icon={kind === 'window' ? 'application' : 'desktop'} />
                    <span className="rt-grow rt-cut" title={name}>
                      {name}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <>
            <p>
              Your browser asks what to show, and one picture of that is taken. It goes into the case without becoming a
              file. The browser does not tell the title of a window; note it with the exhibit.
            </p>
            <div>
              <Button icon="desktop" text="Choose what to capture" onClick={() => show(fromBrowser())} />
            </div>
          </>
        )}
        {problem && (
          <p className="rt-danger" role="alert">
            {problem}
          </p>
        )}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={onClose} />
            {picture && (
              <Button
                intent="primary"
                icon="import"
                text={region ? 'Import the region' : 'Import the picture'}
                onClick={take}
              />
            )}
          </>
        }
      />
    </Dialog>
  );
}

interface ChooserProps {
  readonly picture: ScreenPicture;
  readonly region: Region | null;
  readonly onChange: (region: Region | null) => void;
}

/** The picture as large as the dialog allows; dragging marks a region of it in its own pixels. */
function RegionChooser({ picture: { bitmap }, region, onChange }: ChooserProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const start = useRef<{ x: number; y: number } | null>(null);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    pen.drawImage(bitmap, 0, 0);
    if (!region) return;
    const { x, y, width, height } = region;
    pen.fillStyle = '#000a';
    pen.fillRect(0, 0, bitmap.width, bitmap.height);
    pen.drawImage(bitmap, x, y, width, height, x, y, width, height);
    pen.strokeStyle = '#ff6475';
    pen.lineWidth = Math.max(1, bitmap.width / 600);
    pen.strokeRect(x, y, width, height);
  }, [bitmap, region]);

  const at = (event: PointerEvent): { x: number; y: number } => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * bitmap.width,
      y: ((event.clientY - box.top) / box.height) * bitmap.height,
    };
  };
  return (
    <canvas
      ref={canvas}
      className="rt-evidence-capture-picture"
      width={bitmap.width}
      height={bitmap.height}
      aria-label="The picture; drag over a part of it"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = at(event);
        onChange(null);
      }}
      onPointerMove={(event) => {
        if (!start.current) return;
        const next = regionBetween(start.current, at(event), bitmap);
        onChange(next.width > 1 && next.height > 1 ? next : null);
      }}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}
