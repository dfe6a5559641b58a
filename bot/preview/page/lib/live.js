/** The live stream of what happens in the chats; a lost one is opened anew until it holds. */

const PAUSES_MS = [500, 1000, 2000, 4000];

/**
 * Calls `opened()` each time the stream begins (read everything anew then: what happened in between was missed),
 * `lost()` when it breaks, `happened(event)` for each event.
 */
export function listen(address, { opened, lost, happened }) {
  let failures = 0;
  const open = () => {
    const source = new EventSource(address);
    source.onopen = () => {
      failures = 0;
      opened();
    };
    source.onmessage = (told) => happened(JSON.parse(told.data));
    source.onerror = () => {
      source.close();
      lost();
      setTimeout(open, PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]);
      failures += 1;
    };
  };
  open();
}
