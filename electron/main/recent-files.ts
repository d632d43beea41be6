import { basename, dirname } from 'node:path';
import { type RecentFile } from '../contract/schemas.ts';

const MOST_FILES = 10;

/** Files that were opened or saved last, the newest first. The page knows each by its place alone. */
export class RecentFiles {
  constructor(
    private paths: readonly string[],
    private readonly onChange: (paths: readonly string[]) => void,
  ) {}

  get shown(): readonly RecentFile[] {
    return this.paths.map((path) => ({ name: basename(path), folder: dirname(path) }));
  }

  pathAt(index: number): string | null {
    return this.paths[index] ?? null;
  }

  add(path: string): void {
    this.set([path, ...this.without(path)].slice(0, MOST_FILES));
  }

  remove(path: string): void {
    this.set(this.without(path));
  }

  clear(): void {
    this.set([]);
  }

  private without(path: string): readonly string[] {
    return this.paths.filter((known) => known !== path);
  }

  private set(paths: readonly string[]): void {
    this.paths = paths;
    this.onChange(paths);
  }
}
