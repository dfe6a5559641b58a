/** Readings by name: whoever asks gets one that began after they asked, and a burst of askers shares one. */

const SOON_MS = 200;

export class Readings {
  #running = new Map();
  #waiting = new Set();

  /** Reads at once, or right after the reading at work: that one may have missed what the asker knows of. */
  now(name, read) {
    const running = this.#running.get(name);
    if (!running) return this.#begin(name, read);
    running.next ??= running.now.catch(() => {}).then(() => this.#begin(name, read));
    return running.next;
  }

  /** Calls `read` a moment later, once for all who asked meanwhile. */
  soon(name, read) {
    if (this.#waiting.has(name)) return;
    this.#waiting.add(name);
    setTimeout(() => {
      this.#waiting.delete(name);
      read();
    }, SOON_MS);
  }

  #begin(name, read) {
    const entry = { next: null };
    this.#running.set(name, entry);
    entry.now = read().finally(() => {
      if (!entry.next) this.#running.delete(name);
    });
    return entry.now;
  }
}
