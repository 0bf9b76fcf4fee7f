// Which of the files that a runner picks or drops genu can read, and under which names they travel.

export interface Picked {
  name: string; // with the folders above it: genu finds activities/1.fit.gz through activities.csv
  file: File;
}

const readable = /\.(fit|tcx|gpx|zip|csv|xml)(\.gz)?$/i;
const passed_over = /(^|\/)(\.|__MACOSX\/|export_cda\.xml$)/i; // hidden files; Apple's second, unused copy

export function is_readable(name: string): boolean {
  return readable.test(name) && !passed_over.test(name);
}

export function pick(files: Iterable<File>): Picked[] {
  return [...files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
}

// Files and whole folders that were dropped.
export async function dropped(transfer: DataTransfer): Promise<Picked[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []); // before the first await
  if (entries.length === 0) return pick(transfer.files);
  const picked: Picked[] = [];
  for (const entry of entries) await walk(entry, picked);
  return picked;
}

async function walk(entry: FileSystemEntry, picked: Picked[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    picked.push({ name: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return; // a folder is read in parts, until one is empty
    for (const inside of part) await walk(inside, picked);
  }
}

// Two files of one name would become one on the way; a backslash is no part of a name there.
export function with_own_names(files: Picked[]): Picked[] {
  const taken = new Set<string>();
  return files.map(({ name, file }, index) => {
    const plain = name.replaceAll('\\', '_');
    const own = taken.has(plain) ? `${index + 1}/${plain}` : plain;
    taken.add(own);
    return { name: own, file };
  });
}
