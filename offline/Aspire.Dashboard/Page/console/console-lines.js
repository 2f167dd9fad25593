import { parseAnsi } from './ansi.js';

const maxLines = 100_000;

/** The lines that are kept, as they came; with each its text without escape sequences, to search in. */
export class ConsoleLines {
  all = [];
  dropped = 0;
  #styles = new Map();

  /** @returns those of the added lines that are kept. */
  add(lines) {
    const added = lines.map(line => {
      const stream = `${line.replica} ${line.isError}`;
      const start = this.#styles.get(stream);
      const { text, end } = parseAnsi(line.text, start);
      this.#styles.set(stream, end);
      const { number, replica, time, isError, text: raw } = line;
      return { number, replica, time, isError, raw, text, start };
    });
    this.all.push(...added);
    const tooMany = this.all.length - maxLines;
    if (tooMany > 0) {
      this.all.splice(0, tooMany);
      this.dropped += tooMany;
    }
    return added;
  }

  clear() {
    this.all = [];
    this.dropped = 0;
    this.#styles.clear();
  }
}
