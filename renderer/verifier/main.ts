import './verify.css';
import { check } from './check.ts';
import { fromFolder, type Given, type PlacedFile } from './parts.ts';
import { element, show } from './show.ts';
import { fromTar } from './tar.ts';

const at = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;
const [pick, folder, archive] = [at('pick'), at<HTMLInputElement>('folder'), at<HTMLInputElement>('archive')];
const [progress, result] = [at('progress'), at('result')];
let running = 0;

async function run(given: Promise<Given>): Promise<void> {
  const turn = ++running;
  result.replaceChildren();
  progress.textContent = 'Reading…';
  try {
    const report = await check(await given, (bytes, of) => {
      if (turn === running) progress.textContent = `Hashing: ${megabytes(bytes)} of ${megabytes(of)} MB`;
    });
    if (turn !== running) return;
    progress.textContent = '';
    result.replaceChildren(...show(report));
  } catch (error) {
    if (turn !== running) return;
    progress.textContent = '';
    const why = error instanceof Error ? error.message : 'unknown reason';
    result.replaceChildren(element('p', { class: 'verdict bad' }, `Nothing was checked: ${why}`));
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

folder.addEventListener('change', () => {
  const files = [...(folder.files ?? [])];
  if (files.length > 0)
    void run(Promise.resolve(fromFolder(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })))));
  folder.value = '';
});
archive.addEventListener('change', () => {
  const file = archive.files?.[0];
  if (file) void run(fromTar(file));
  archive.value = '';
});

document.addEventListener('dragover', (event) => {
  event.preventDefault();
  pick.classList.add('over');
});
document.addEventListener('dragleave', () => pick.classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  pick.classList.remove('over');
  if (event.dataTransfer) void run(dropped(event.dataTransfer));
});

async function dropped(transfer: DataTransfer): Promise<Given> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null); // gone after the first await
  const file = transfer.files[0];
  const directory = entries.find((entry) => entry?.isDirectory);
  if (directory) return fromFolder(await walk(directory, ''));
  if (!file) throw new Error('Neither a folder nor a file was dropped.');
  return fromTar(file);
}

async function walk(entry: FileSystemEntry, below: string): Promise<PlacedFile[]> {
  const path = `${below}${entry.name}`;
  if (entry.isFile)
    return new Promise<PlacedFile[]>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(
        (file) => resolve([{ path, file }]),
        // Chromium refuses dropped folders to a page that was opened from disk.
        () => reject(new Error('This browser does not hand a dropped folder to this page. Use the button instead.')),
      ),
    );
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: PlacedFile[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return found; // a reader hands out a hundred at a time until it has no more
    for (const each of batch) found.push(...(await walk(each, `${path}/`)));
  }
}
