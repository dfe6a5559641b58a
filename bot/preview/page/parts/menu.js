/** A button that opens a short list of actions above or below itself. */
import { html, useEffect, useRef, useState } from "../vendor/preact-htm.module.js";
import { Icon } from "./icons.js";

/** `items` are `{icon, text, act, group}`; a new `group` gets its own heading. */
export function Menu({ label, icon, items, side }) {
  const [open, setOpen] = useState(false);
  const root = useRef(null);
  const button = useRef(null);
  useEffect(() => {
    if (!open) return undefined;
    root.current.querySelector(".menu-list button")?.focus();
    const outside = (event) => root.current.contains(event.target) || setOpen(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current.focus();
  };
  const keys = (event) => {
    if (event.key === "Escape" && open) close();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !open) return;
    event.preventDefault();
    const all = [...root.current.querySelectorAll(".menu-list button")];
    all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
  };
  const choose = (item) => {
    close();
    item.act();
  };
  const list = items.map((item, index) => html`
    ${item.group && item.group !== items[index - 1]?.group && html`<p class="menu-group">${item.group}</p>`}
    <button type="button" onClick=${() => choose(item)}><${Icon} name=${item.icon} /><span>${item.text}</span></button>
  `);
  return html`
    <div class="menu" ref=${root} onKeyDown=${keys}>
      <button type="button" class="round" ref=${button} aria-label=${label} title=${label} aria-expanded=${open}
        onClick=${() => setOpen(!open)}><${Icon} name=${icon} /></button>
      ${open && html`<div class="menu-list ${side}">${list}</div>`}
    </div>
  `;
}
