/** Every file of a drop; a dropped folder yields the files in it, at any depth. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  // The entries must be taken before the first await: the list is emptied when the event is over.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const nested = await Promise.all(entries.filter((entry) => entry !== null).map(walk));
  return nested.flat();
}

async function walk(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return files; // a reader hands out a hundred at a time until it has no more
    files.push(...(await Promise.all(batch.map(walk))).flat());
  }
}

/** What is pasted as files: pictures and files themselves, or else the text as a `.txt`. */
export function filesOfPaste(data: DataTransfer, now: Date): File[] {
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  const files = [...data.files];
  if (files.length > 0)
    return files.map((file, index) =>
      // Browsers call every pasted picture image.png.
      /^image\.\w+$/.test(file.name)
        ? new File([file], `pasted-${stamp}${index > 0 ? `-${index + 1}` : ''}.${file.name.split('.').pop()}`, {
            type: file.type,
          })
        : file,
    );
  const text = data.getData('text/plain');
  return text === '' ? [] : [new File([text], `pasted-${stamp}.txt`, { type: 'text/plain' })];
}
