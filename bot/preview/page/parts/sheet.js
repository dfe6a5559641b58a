/** Whatever stands above the page and asks for an answer: a modal dialog the browser itself keeps the focus in. */
import { html, useEffect, useRef } from "../vendor/preact-htm.module.js";

/** `onClose` is called for Escape, a press beside the sheet, or a close from within. */
export function Sheet({ title, kind = "sheet", onClose, children }) {
  const dialog = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    return () => before?.isConnected && before.focus();
  }, []);
  const beside = (event) => event.target === dialog.current && onClose();
  return html`
    <dialog ref=${dialog} class=${kind} aria-label=${title} onClick=${beside}
      onCancel=${(event) => { event.preventDefault(); onClose(); }}>
      <div class="sheet-body">${children}</div>
    </dialog>
  `;
}
