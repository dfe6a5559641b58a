/**
 * What a bot may draw in a bubble: the tags below and nothing else.
 *
 * The API escapes already. This is the second lock: the HTML is parsed into an inert document, and only known
 * tags and link addresses are rebuilt from it; an unknown tag loses itself and keeps its text.
 */
import { h } from "../vendor/preact-htm.module.js";

const TAGS = {
  B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", DEL: "s", STRIKE: "s",
  CODE: "code", PRE: "pre", A: "a", BLOCKQUOTE: "blockquote", SPAN: "span", "TG-SPOILER": "span",
};
const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT"]);
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);
const COMMAND = /(?<![\w/.])\/[a-z][a-z0-9_]{0,31}(?![\w/])/gi;

/** Vnodes for a bot's HTML. `command(text)` is called when a /command is pressed; `hidden` labels a spoiler. */
export function drawn(markup, { command, hidden, Spoiler }) {
  const root = new DOMParser().parseFromString(markup, "text/html").body;
  return children(root, { command, hidden, Spoiler, plain: false });
}

const children = (node, how) => [...node.childNodes].flatMap((child) => one(child, how));

function one(node, how) {
  if (node.nodeType === Node.TEXT_NODE) return how.plain ? [node.data] : found(afterQuote(node), how.command);
  if (node.nodeType !== Node.ELEMENT_NODE || SILENT.has(nameOf(node))) return [];
  if (nameOf(node) === "BR") return ["\n"];
  const tag = TAGS[nameOf(node)];
  if (tag === undefined) return children(node, how);
  if (tag === "a") return link(node, how);
  if (tag === "span") return spoiler(node, how);
  if (node.className === "folding") return h(tag, { class: "folding", tabindex: 0 }, children(node, how));
  return [h(tag, {}, children(node, tag === "code" || tag === "pre" ? { ...how, plain: true } : how))];
}

/** A quote ends its line by itself. */
const afterQuote = (text) => (text.previousSibling?.nodeName === "BLOCKQUOTE" ? text.data.replace(/^\n/, "") : text.data);

/** In upper case: within foreign elements (SVG) the parser leaves names as they were written. */
const nameOf = (node) => node.tagName.toUpperCase();

function link(node, how) {
  const inside = children(node, { ...how, plain: true });
  const address = safeAddress(node.getAttribute("href"));
  return address ? [anchor(address, inside)] : inside;
}

function spoiler(node, how) {
  const hides = nameOf(node) === "TG-SPOILER" || ["spoiler", "tg-spoiler"].includes(node.className);
  const inside = children(node, how);
  return hides ? [h(how.Spoiler, { label: how.hidden }, inside)] : inside;
}

const anchor = (href, inside) => h("a", { href, target: "_blank", rel: "noopener noreferrer" }, inside);

/** A /command in the text is a thing to press, as in Telegram. */
function found(text, command) {
  const parts = [];
  let at = 0;
  for (const { 0: word, index } of text.matchAll(COMMAND)) {
    parts.push(text.slice(at, index), h("button", { type: "button", class: "command", onClick: () => command(word) }, word));
    at = index + word.length;
  }
  return [...parts, text.slice(at)].filter((part) => part !== "");
}

/** The address if its scheme is one a chat may open, else null. */
export function safeAddress(address) {
  try {
    const parsed = new URL(address);
    return SCHEMES.has(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}
